import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// A department that somebody belonged to.
struct FormerDepartment: Codable, Sendable, Described {
  let departmentId: UUID
  let belongedFrom: CalendarDay?
  let belongedUntil: CalendarDay

  static let descriptions = [
    "departmentId": "The department", "belongedFrom": "The first day; left out when it was before this was kept",
    "belongedUntil": "The last day",
  ]

  /// `f` is the period in a department.
  static let shape = RowShape { row in
    Self(
      departmentId: try row["f.department_id"],
      belongedFrom: try row["f.belonged_from"],
      belongedUntil: try row["f.belonged_until"])
  }
}

/// Where staff belonged before: kept when a person changes department, so that what was done then stays explicable.
enum FormerDepartments {
  /// Closes the period of the department of now, before the person gets another one today. What is changed twice in a day was not so
  /// for a day.
  static func remember(_ staff: [UUID], today: CalendarDay, tenant: UUID) -> SQL {
    """
    insert into directory.staff_former_department (tenant_id, staff_id, department_id, belonged_from, belonged_until)
    select s.tenant_id, s.staff_id, s.department_id, s.department_since, \(today.adding(days: -1))
      from directory.staff s
      where s.tenant_id = \(tenant) and s.staff_id = any (\(staff))
        and (s.department_since is null or s.department_since < \(today))
    on conflict do nothing
    """
  }

  /// The departments that somebody belonged to before, the last first.
  static func statement(of staff: UUID, tenant: UUID) -> Selection<FormerDepartment> {
    FormerDepartment.shape.select(
      from: """
        directory.staff_former_department f
        where f.tenant_id = \(tenant) and f.staff_id = \(staff) order by f.belonged_until desc, f.department_id
        """)
  }
}
