import FoundationEssentials
import Operations
import SQL

/// Somebody of the staff, and where else the person works.
struct KnownMember {
  let member: StaffMember
  var placements: [Placement] = []
}

/// A name in a department: for imports one person.
struct StaffPlace: Hashable {
  let department: UUID
  let name: String
}

/// What the hospital has that rows of a bulk file may name.
struct KnownStaff {
  /// Departments in use, by name and by what files call them.
  let departments: [String: UUID]
  /// Those out of use as well: somebody may have worked there.
  let everyDepartment: [String: UUID]
  let byNumber: [String: KnownMember]
  let byName: [StaffPlace: KnownMember]

  static func read(_ transaction: borrowing WriteTransaction) async throws(Failure) -> KnownStaff {
    let tenant = transaction.call.tenant
    let departments = try await transaction.rows(
      """
      select name, department_id, in_use from (
          select d.name, d.department_id, d.status = 'active' as in_use, 0 as rank from directory.department d
            where d.tenant_id = \(tenant) and d.mapped_to_id is null
          union all
          select a.name, a.department_id, d.status = 'active', 1 from directory.department_alias a
            join directory.department d on d.tenant_id = \(tenant) and d.department_id = a.department_id
            where a.tenant_id = \(tenant)) as named
        order by rank
      """
    ).values((String, UUID, Bool).self)
    let placements = try await placements(transaction)
    let staff = try await transaction.rows(
      StaffMember.shape(today: transaction.call.today).select(
        from: "directory.staff s where s.tenant_id = \(tenant) order by s.staff_id for no key update")
    ).map { KnownMember(member: $0, placements: placements[$0.id] ?? []) }
    return KnownStaff(
      departments: Dictionary(departments.filter(\.2).map { ($0.0, $0.1) }) { first, _ in first },
      everyDepartment: Dictionary(departments.map { ($0.0, $0.1) }) { first, _ in first },
      byNumber: Dictionary(staff.compactMap { known in known.member.number.map { ($0, known) } }) { first, _ in first },
      byName: Dictionary(
        staff.map { (StaffPlace(department: $0.member.departmentId, name: $0.member.name), $0) }
      ) { first, _ in first })
  }

  private static func placements(_ transaction: borrowing WriteTransaction) async throws(Failure) -> [UUID: [Placement]]
  {
    let placed = RowShape { row in (staff: try row["w.staff_id", as: UUID.self], placement: try Placement(&row)) }
    let rows = try await transaction.rows(
      placed.select(
        from: """
          directory.staff_department w
          where w.tenant_id = \(transaction.call.tenant) order by w.staff_id, w.valid_from, w.department_id
          """))
    return Dictionary(grouping: rows, by: \.staff).mapValues { $0.map(\.placement) }
  }
}
