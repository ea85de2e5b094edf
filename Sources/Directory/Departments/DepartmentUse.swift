import FoundationEssentials
import SQL

/// What of the directory's own hangs on a department.
enum DepartmentUse {
  /// A `select` of one boolean: whether somebody holds a role for it.
  static func assignments(tenant: UUID, department: UUID) -> SQL {
    """
    select exists (select from identity.assignment
      where tenant_id = \(tenant) and department_id = \(department) and (valid_until is null or valid_until > greatest(valid_from, now())))
    """
  }

  /// How much hangs on a department.
  static func counts(tenant: UUID, department: UUID, today: CalendarDay) -> Selection<DepartmentCounts> {
    RowShape { row in
      DepartmentCounts(
        staff: try row[
          """
          (select count(*) from directory.staff s
            where s.tenant_id = \(tenant) and s.department_id = \(department) and s.status = 'active' and s.confirmed)
          """],
        visitingStaff: try row[
          """
          (select count(distinct w.staff_id) from directory.staff_department w
            join directory.staff s on s.tenant_id = \(tenant) and s.staff_id = w.staff_id and s.status = 'active'
            where w.tenant_id = \(tenant) and w.department_id = \(department)
              and w.valid_from <= \(today) and (w.valid_until is null or w.valid_until >= \(today)))
          """],
        unconfirmedStaff: try row[
          """
          (select count(*) from directory.staff s
            where s.tenant_id = \(tenant) and s.department_id = \(department) and s.status = 'active' and not s.confirmed)
          """],
        departmentsBelow: try row[
          """
          (select count(*) from directory.department d
            where d.tenant_id = \(tenant) and d.parent_id = \(department) and d.status = 'active')
          """],
        roles: try row[
          """
          (select count(*) from identity.assignment a
            where a.tenant_id = \(tenant) and a.department_id = \(department)
              and (a.valid_until is null or a.valid_until > greatest(a.valid_from, now())))
          """])
    }.select(from: "(values (1)) as one")
  }
}

/// How many hang on a department.
struct DepartmentCounts {
  let staff: Int
  /// Of other departments, who work there.
  let visitingStaff: Int
  let unconfirmedStaff: Int
  /// Directly below, in use.
  let departmentsBelow: Int
  /// Held by accounts.
  let roles: Int
}
