import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Changes a bureau's name, or under which bureau it stands. Its code is its region's and stays.
struct UpdateBureau: Command {
  static let name: StaticString = "bureau.update"
  static let summary: StaticString = "Says anew what a bureau is called and under which it stands"
  static let access = Access.requires(.organizationCreate)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Organization

  let bureauId: UUID
  let expectedVersion: Int
  let name: Name
  var parentId: UUID?

  static let descriptions = [
    "bureauId": "The bureau",
    "expectedVersion": "The version that the caller has seen; refused when it has changed since",
    "name": "The bureau's name, 2 to 60 characters",
    "parentId": "The bureau above, whose region holds this one's (GB/T 2260); none when left out",
  ]
  static let example = Example(
    UpdateBureau(bureauId: Organization.sample.id, expectedVersion: 1, name: "泗河市卫生健康委员会", parentId: nil),
    answers: Organization.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Organization> {
    let before = try await Organization.lock(bureauId, kind: .bureau, expecting: expectedVersion, transaction)
    if let parentId { _ = try await Organization.region(ofBureau: parentId, named: "parentId", transaction) }
    return Audited(try await before.change("name = \(name.text), parent_id = \(parentId)", transaction), count: 1)
  }
}
