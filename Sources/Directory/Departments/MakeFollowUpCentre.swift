import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Makes a department the hospital's follow-up centre, in place of the one that was. The centre's open work comes with it, so the
/// transaction touches tasks; the answer shows none.
struct MakeFollowUpCentre<Dependents: DirectoryDependents>: Command {
  static var name: StaticString { "department.makeFollowUpCentre" }
  static var summary: StaticString { "Makes a department the follow-up centre; the centre's open tasks move to it" }
  static var access: Access { .requires(.departmentManage) }
  static var audit: AuditRule { .personal("administration") }

  typealias Output = Department

  let departmentId: UUID
  let expectedVersion: Int

  static var descriptions: [String: String] {
    [
      "departmentId": "The department that shall be the follow-up centre 回访中心",
      "expectedVersion": "The version that the caller has seen; refused when it has changed since",
    ]
  }
  static var example: Example<Self> {
    Example(Self(departmentId: Department.sample.id, expectedVersion: 1), answers: Department.sample)
  }

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Department> {
    let tenant = transaction.call.tenant
    try await transaction.rows(Dependents.lock(tenant: tenant))
    let before = try await Department.lock(departmentId, expecting: expectedVersion, transaction)
    try before.requireActive()
    guard before.confirmed else {
      throw Failure.state(
        "departmentId", "unconfirmed",
        LocalizedText(chinese: "该科室尚未确认，请先确认", english: "the department is unconfirmed; confirm it first"))
    }
    try await transaction.rows(
      """
      update directory.department set is_follow_up_centre = false, version = version + 1
        where tenant_id = \(tenant) and is_follow_up_centre and department_id <> \(departmentId)
      """)
    let after = try await before.change("is_follow_up_centre = true", transaction)
    for statement in Dependents.moveCentre(tenant: tenant, to: departmentId) { try await transaction.rows(statement) }
    return Audited(after, count: 1)
  }
}
