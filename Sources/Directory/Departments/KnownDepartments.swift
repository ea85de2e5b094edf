import FoundationEssentials
import Operations
import SQL

/// What the hospital has that rows of a bulk file may name.
struct KnownDepartments {
  let departments: [String: Department]
  /// What files call a department besides its name.
  let aliases: [String: UUID]
  /// Members of staff by number.
  let staff: [String: UUID]
  /// Campuses by name.
  let campuses: [String: UUID]

  static func read(_ transaction: borrowing WriteTransaction) async throws(Failure) -> KnownDepartments {
    let tenant = transaction.call.tenant
    let departments = try await transaction.rows(
      Department.shape.select(
        from: "directory.department d where d.tenant_id = \(tenant) order by d.department_id for no key update"))
    let aliases = try await transaction.rows(
      "select name, department_id from directory.department_alias where tenant_id = \(tenant)"
    ).values((String, UUID).self)
    let staff = try await transaction.rows(
      "select number, staff_id from directory.staff where tenant_id = \(tenant) and number is not null and status = 'active'"
    ).values((String, UUID).self)
    let campuses = try await transaction.rows(
      "select name, campus_id from directory.campus where tenant_id = \(tenant) and status = 'active'"
    ).values((String, UUID).self)
    return KnownDepartments(
      departments: Dictionary(departments.map { ($0.name, $0) }) { first, _ in first },
      aliases: Dictionary(aliases) { first, _ in first }, staff: Dictionary(staff) { first, _ in first },
      campuses: Dictionary(campuses) { first, _ in first })
  }
}
