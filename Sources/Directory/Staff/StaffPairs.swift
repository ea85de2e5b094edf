import FoundationEssentials
import Operations
import SQL

/// Members of staff and who they really are.
struct StaffPairs {
  let from: [UUID]
  let to: [UUID]

  var isEmpty: Bool { from.isEmpty }

  /// A `select` of `from_id` and `to_id`.
  var sql: SQL { "select from_id, to_id from unnest(\(from), \(to)) as pair (from_id, to_id)" }

  /// Those of a department whose names another one has as well: for imports the same people.
  static func sameNames(from: UUID, to: UUID, _ transaction: borrowing WriteTransaction)
    async throws(Failure) -> StaffPairs
  {
    let tenant = transaction.call.tenant
    let pairs = try await transaction.rows(
      """
      select s.staff_id, other.staff_id from directory.staff s
        join directory.staff_met other on other.tenant_id = s.tenant_id and other.department_id = \(to) and other.name = s.name
        where s.tenant_id = \(tenant) and s.department_id = \(from) and s.mapped_to_id is null
          and other.staff_id <> s.staff_id
      """
    ).values((UUID, UUID).self)
    return StaffPairs(from: pairs.map(\.0), to: pairs.map(\.1))
  }

  /// Moves what of the directory's own hangs on them, remembers what files call them, and marks those who go.
  func statements(tenant: UUID) -> [SQL] {
    [
      """
      update identity.account a set staff_id = pair.to_id from (\(sql)) as pair
        where a.tenant_id = \(tenant) and a.staff_id = pair.from_id
      """,
      """
      update directory.department d set head_staff_id = pair.to_id, version = d.version + 1 from (\(sql)) as pair
        where d.tenant_id = \(tenant) and d.head_staff_id = pair.from_id
      """,
      """
      update directory.department d set head_nurse_staff_id = pair.to_id, version = d.version + 1 from (\(sql)) as pair
        where d.tenant_id = \(tenant) and d.head_nurse_staff_id = pair.from_id
      """,
      """
      insert into directory.staff_department (tenant_id, staff_id, department_id, valid_from, valid_until)
      select w.tenant_id, pair.to_id, w.department_id, w.valid_from, w.valid_until
        from directory.staff_department w join (\(sql)) as pair on pair.from_id = w.staff_id
        where w.tenant_id = \(tenant)
      on conflict do nothing
      """,
      """
      insert into directory.staff_former_department (tenant_id, staff_id, department_id, belonged_from, belonged_until)
      select f.tenant_id, pair.to_id, f.department_id, f.belonged_from, f.belonged_until
        from directory.staff_former_department f join (\(sql)) as pair on pair.from_id = f.staff_id
        where f.tenant_id = \(tenant)
      on conflict do nothing
      """,
      "delete from directory.staff_former_department where tenant_id = \(tenant) and staff_id = any (\(from))",
      "delete from directory.staff_department where tenant_id = \(tenant) and staff_id = any (\(from))",
      """
      update directory.staff_alias a set staff_id = pair.to_id from (\(sql)) as pair
        where a.tenant_id = \(tenant) and a.staff_id = pair.from_id
      """,
      """
      insert into directory.staff_alias (tenant_id, department_id, name, staff_id)
      select s.tenant_id, s.department_id, s.name, pair.to_id
        from directory.staff s join (\(sql)) as pair on pair.from_id = s.staff_id where s.tenant_id = \(tenant)
      on conflict (tenant_id, department_id, name) do update set staff_id = excluded.staff_id
      """,
      """
      update directory.staff s set mapped_to_id = pair.to_id, version = s.version + 1 from (\(sql)) as pair
        where s.tenant_id = \(tenant) and s.mapped_to_id = pair.from_id
      """,
      """
      update directory.staff s set status = 'deactivated', mapped_to_id = pair.to_id, version = s.version + 1
        from (\(sql)) as pair where s.tenant_id = \(tenant) and s.staff_id = pair.from_id
      """,
    ]
  }
}
