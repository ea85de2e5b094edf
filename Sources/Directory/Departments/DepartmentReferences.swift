import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// What a department refers to, and what it is called: checked at one place for all methods that write departments.
struct DepartmentReferences {
  let name: Name
  let parentId: UUID?
  let headStaffId: UUID?
  let headNurseStaffId: UUID?
  let campusId: UUID?

  /// Refuses what the hospital doesn't have. That no department is above itself is the database's to say.
  func check(for id: UUID, _ transaction: borrowing WriteTransaction) async throws(Failure) {
    let found = try await transaction.rows(
      """
      select exists (
            select from directory.department
              where tenant_id = \(transaction.call.tenant) and name = \(name.text) and department_id <> \(id)),
          \(parentId) is null or exists (
            select from directory.department
              where tenant_id = \(transaction.call.tenant) and department_id = \(parentId) and status = 'active'),
          \(headStaffId) is null or exists (
            select from directory.staff
              where tenant_id = \(transaction.call.tenant) and staff_id = \(headStaffId) and status = 'active'),
          \(headNurseStaffId) is null or exists (
            select from directory.staff
              where tenant_id = \(transaction.call.tenant) and staff_id = \(headNurseStaffId) and status = 'active'),
          \(campusId) is null or exists (
            select from directory.campus
              where tenant_id = \(transaction.call.tenant) and campus_id = \(campusId) and status = 'active')
      """)
    let (isTaken, hasParent, hasHead, hasHeadNurse, hasCampus) = try found.value((Bool, Bool, Bool, Bool, Bool).self)
    if isTaken { throw Self.nameTaken }
    if !hasParent { throw Failure.unknown("parentId") }
    if !hasHead { throw Failure.unknown("headStaffId") }
    if !hasHeadNurse { throw Failure.unknown("headNurseStaffId") }
    if !hasCampus { throw Failure.unknown("campusId") }
  }

  /// A department's own name stands for it and for no other.
  func takeName(_ transaction: borrowing WriteTransaction) async throws(Failure) {
    try await transaction.rows(
      "delete from directory.department_alias where tenant_id = \(transaction.call.tenant) and name = \(name.text)")
  }

  static let nameTaken = Failure.taken(
    "name",
    LocalizedText(
      chinese: "该科室已存在，也可能已停用或已并入他科(status 为 deactivated 的列表)",
      english:
        "a department of this name exists already, perhaps deactivated or mapped: list those of status deactivated"))
}

/// A name in files that stands for a department.
enum DepartmentAlias {
  /// From now on files that say this mean the department.
  static func remember(_ name: String, as department: UUID, tenant: UUID) -> SQL {
    """
    insert into directory.department_alias (tenant_id, name, department_id)
    values (\(tenant), \(name), \(department))
    on conflict (tenant_id, name) do update set department_id = excluded.department_id
    """
  }
}
