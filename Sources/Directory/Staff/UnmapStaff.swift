import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Takes a mapping back that was a mistake. The person stands on the list again, unconfirmed, and files that say the name mean this one.
///
/// Accounts, heads of departments and stays that were moved stay with the other; stays come back when the files are imported again. For
/// that they are read again, so the gate stands open; the answer shows none.
struct UnmapStaff<Dependents: DirectoryDependents>: Command {
  static var name: StaticString { "staff.unmap" }
  static var summary: StaticString {
    "Takes a mapping back: files that say the name mean the person again; stays go back when they are imported again"
  }
  static var access: Access { .requires(.staffManage) }
  static var audit: AuditRule { .personal("administration") }

  typealias Output = StaffMember

  let staffId: UUID
  let expectedVersion: Int

  static var descriptions: [String: String] {
    [
      "staffId": "The member of staff who was mapped by mistake",
      "expectedVersion": "The version that the caller has seen; refused when it has changed since",
    ]
  }
  static var example: Example<Self> {
    Example(Self(staffId: StaffMember.sample.id, expectedVersion: 2), answers: StaffMember.sample)
  }

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<StaffMember> {
    let tenant = transaction.call.tenant
    try await transaction.rows(Dependents.lock(tenant: tenant))
    let before = try await StaffMember.lock(staffId, expecting: expectedVersion, transaction)
    let mappedToId = try before.requireMapped()
    let isInUse = try await transaction.rows(
      """
      select exists (select from directory.department
        where tenant_id = \(tenant) and department_id = \(before.departmentId) and status = 'active')
      """)
    guard try isInUse.answer() else {
      throw Failure.state(
        "staffId", "departmentDeactivated",
        LocalizedText(
          chinese: "该人员原属科室已停用或已并入他科，请先恢复该科室(department.unmap 或 department.activate)",
          english:
            "the person's department is out of use; bring it back first with department.unmap or department.activate"))
    }
    let after = try await before.unmap(
      forgetName: """
        delete from directory.staff_alias
          where tenant_id = \(tenant) and department_id = \(before.departmentId) and name = \(before.name)
            and staff_id = \(mappedToId)
        """, readAgain: Dependents.readAgain(tenant: tenant, staff: mappedToId), transaction)
    return Audited(after, count: 1)
  }
}
