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
    let (tenant, today) = (transaction.call.tenant, transaction.call.today)
    let departments = try await transaction.rows(
      """
      select d.name, d.department_id, d.status = 'active' as in_use, 0 as rank from directory.department d
        where d.tenant_id = \(tenant) and d.mapped_to_id is null
      union all
      select a.name, a.department_id, d.status = 'active', 1 from directory.department_alias a
        join directory.department d on d.tenant_id = \(tenant) and d.department_id = a.department_id
        where a.tenant_id = \(tenant)
      order by rank
      """
    ).read { (name: try $0.next(String.self), id: try $0.next(UUID.self), isInUse: try $0.next(Bool.self)) }
    let placements = try await placements(transaction)
    let staff = try await transaction.rows(
      """
      select \(StaffMember.columns) from directory.staff s where s.tenant_id = \(tenant) order by s.staff_id for no key update
      """
    ).read { reader in
      let member = try StaffMember(&reader, today: today)
      return KnownMember(member: member, placements: placements[member.id] ?? [])
    }
    return KnownStaff(
      departments: Dictionary(departments.filter(\.isInUse).map { ($0.name, $0.id) }) { first, _ in first },
      everyDepartment: Dictionary(departments.map { ($0.name, $0.id) }) { first, _ in first },
      byNumber: Dictionary(staff.compactMap { known in known.member.number.map { ($0, known) } }) { first, _ in first },
      byName: Dictionary(
        staff.map { (StaffPlace(department: $0.member.departmentId, name: $0.member.name), $0) }
      ) { first, _ in first })
  }

  private static func placements(_ transaction: borrowing WriteTransaction) async throws(Failure) -> [UUID: [Placement]]
  {
    let rows = try await transaction.rows(
      """
      select staff_id, department_id, valid_from, valid_until from directory.staff_department
        where tenant_id = \(transaction.call.tenant) order by staff_id, valid_from, department_id
      """
    ).read {
      (
        try $0.next(UUID.self),
        Placement(departmentId: try $0.next(), validFrom: try $0.next(), validUntil: try $0.next(CalendarDay?.self))
      )
    }
    return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
  }
}
