import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Takes a mapping back that was a mistake. The department stands on the list again, unconfirmed, and files that say its name mean it.
///
/// What was moved stays where it is, since nobody could tell it from what belongs there; the files themselves can. Mapping to the right
/// department and importing the files again puts their discharges where they belong: for that the stays of the other department are
/// read again, so the gate stands open; the answer shows none.
struct UnmapDepartment<Dependents: DirectoryDependents>: Command {
  static var name: StaticString { "department.unmap" }
  static var summary: StaticString {
    "Takes a mapping back: files that name the department mean it again; what was moved goes back when they are imported again"
  }
  static var access: Access { .requires(.departmentManage) }
  static var audit: AuditRule { .personal("administration") }

  typealias Output = Department

  let departmentId: UUID
  let expectedVersion: Int

  static var descriptions: [String: String] {
    [
      "departmentId": "The department that was mapped by mistake",
      "expectedVersion": "The version that the caller has seen; refused when it has changed since",
    ]
  }
  static var example: Example<Self> {
    Example(Self(departmentId: Department.sample.id, expectedVersion: 2), answers: Department.sample)
  }

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Department> {
    let tenant = transaction.call.tenant
    try await transaction.rows(Dependents.lock(tenant: tenant))
    let before = try await Department.lock(departmentId, expecting: expectedVersion, transaction)
    let mappedToId = try before.requireMapped()
    let after = try await before.unmap(
      forgetName: """
        delete from directory.department_alias
          where tenant_id = \(tenant) and name = \(before.name) and department_id = \(mappedToId)
        """, readAgain: Dependents.readAgain(tenant: tenant, department: mappedToId), transaction)
    return Audited(after, count: 1)
  }
}
