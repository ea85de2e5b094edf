import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Changes a campus, or takes it out of use.
struct UpdateCampus: Command {
  static let name: StaticString = "campus.update"
  static let summary: StaticString = "Says anew what a campus is called, where it is and whether it is in use"
  static let access = Access.requires(.departmentManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Campus

  let campusId: UUID
  let expectedVersion: Int
  let name: Name
  var address: PostalAddress?
  let status: DirectoryStatus

  static let descriptions = [
    "campusId": "The campus",
    "expectedVersion": "The version that the caller has seen; refused when it has changed since",
    "name": "Its name, unique in the hospital",
    "address": "Its postal address; none when left out",
    "status": "active, or deactivated: refused while departments are there",
  ]
  static let example = Example(
    UpdateCampus(campusId: Campus.sample.id, expectedVersion: 1, name: "东院区", address: nil, status: .active),
    answers: Campus.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Campus> {
    let tenant = transaction.call.tenant
    let found = try await transaction.rows(
      Campus.shape.select(
        from: "directory.campus c where c.tenant_id = \(tenant) and c.campus_id = \(campusId) for update"))
    guard let before = found.first else { throw Failure(.notFound) }
    guard before.version == expectedVersion else { throw Failure.versionConflict }
    try await Campus.requireFree(name, for: campusId, transaction)
    if status == .deactivated {
      let used = try await transaction.rows(
        """
        select exists (select from directory.department
          where tenant_id = \(tenant) and campus_id = \(campusId) and status = 'active')
        """)
      if try used.answer() {
        throw Failure.inUse(
          "status", "activeDepartments",
          LocalizedText(chinese: "该院区仍有在用科室", english: "departments in use are there; move them first"))
      }
    }
    let after = try await transaction.row(
      Campus.shape.returned(
        by: """
          update directory.campus c set name = \(name.text), address = \(address?.text), status = \(status.rawValue),
              version = c.version + 1
            where c.tenant_id = \(tenant) and c.campus_id = \(campusId)
          """))
    return Audited(after, count: 1)
  }
}
