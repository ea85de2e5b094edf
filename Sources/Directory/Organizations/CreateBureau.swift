import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Creates a health bureau.
struct CreateBureau: Command {
  static let name: StaticString = "bureau.create"
  static let summary: StaticString = "Creates a health bureau, below another one or at the top"
  static let access = Access.requires(.organizationCreate)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Organization

  let regionCode: RegionCode
  let name: Name
  var parentId: UUID?

  static let descriptions = [
    "regionCode": "GB/T 2260, six digits; becomes the bureau's code",
    "name": "The bureau's name, 2 to 100 characters",
    "parentId": "The bureau above, if any, whose region holds this one's: 37#### below 370000",
  ]
  static let example = Example(
    CreateBureau(regionCode: "370800", name: "泗河市卫生健康委员会", parentId: nil), answers: Organization.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Organization> {
    if let parentId { _ = try await Organization.region(ofBureau: parentId, named: "parentId", transaction) }
    return try await Organization.insert(
      Organization(
        id: UUID.version7(), kind: .bureau, code: regionCode.text, name: name.text, regionCode: regionCode.text,
        parentId: parentId), transaction)
  }
}
