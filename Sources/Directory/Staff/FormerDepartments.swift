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

  /// A `select` of what ``read(_:)`` reads.
  static func statement(of staff: UUID, tenant: UUID) -> SQL {
    """
    select department_id, belonged_from, belonged_until from directory.staff_former_department
      where tenant_id = \(tenant) and staff_id = \(staff) order by belonged_until desc, department_id
    """
  }

  static func read(_ reader: inout RowReader) throws -> FormerDepartment {
    FormerDepartment(
      departmentId: try reader.next(), belongedFrom: try reader.next(CalendarDay?.self),
      belongedUntil: try reader.next())
  }
}
