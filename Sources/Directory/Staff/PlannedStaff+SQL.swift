import FoundationEssentials
import SQL

extension PlannedStaff {
  /// Everything in a few statements, however many rows.
  func statements(tenant: UUID) -> [SQL] {
    let all = created + updated
    guard !all.isEmpty else { return [] }
    let moved = updated.filter { $0.before.map { [$0.member.departmentId] } != [$0.member.departmentId] }
    return [
      """
      insert into directory.staff (tenant_id, staff_id, name, department_id)
      select \(tenant), id, name, department
        from unnest(\(created.map(\.member.id)), \(created.map(\.member.name)), \(created.map(\.member.departmentId)))
          as made (id, name, department)
      """,
      FormerDepartments.remember(moved.map(\.member.id), today: today, tenant: tenant),
      said(all.map(\.member), tenant),
      formerNames(tenant), ownNames(all.map(\.member), tenant),
    ] + placements(all.filter(\.changesPlacements), tenant)
  }

  private func said(_ all: [StaffMember], _ tenant: UUID) -> SQL {
    """
    update directory.staff s set name = said.name, number = nullif(said.number, ''), title = nullif(said.title, ''),
        department_since = case when s.department_id = said.department then s.department_since else \(today) end,
        department_id = said.department, education = nullif(said.education, ''), licence = nullif(said.licence, ''),
        practising_since = nullif(said.since, '')::date,
        dialects = case said.dialects when '' then '{}' else string_to_array(said.dialects, ' ') end,
        confirmed = said.confirmed = 'yes',
        version = s.version + case when said.place > \(created.count) then 1 else 0 end
      from unnest(\(all.map(\.id)), \(all.map(\.name)), \(all.map(\.departmentId)), \(all.map { $0.number ?? "" }),
        \(all.map { $0.title ?? "" }), \(all.map { $0.education?.rawValue ?? "" }), \(all.map { $0.licence?.rawValue ?? "" }),
        \(all.map { $0.practisingSince?.description ?? "" }), \(all.map { $0.dialects.map(\.rawValue).joined(separator: " ") }),
        \(all.map { Confirmation($0.confirmed).rawValue }))
        with ordinality as said (id, name, department, number, title, education, licence, since, dialects, confirmed, place)
      where s.tenant_id = \(tenant) and s.staff_id = said.id
    """
  }

  /// Files that still have the name or department of before go on meaning the person.
  private func formerNames(_ tenant: UUID) -> SQL {
    let before = updated.compactMap { person in
      person.before.flatMap { known in
        known.member.name != person.member.name || known.member.departmentId != person.member.departmentId
          ? known.member : nil
      }
    }
    return """
      insert into directory.staff_alias (tenant_id, department_id, name, staff_id)
      select \(tenant), department, name, id
        from unnest(\(before.map(\.departmentId)), \(before.map(\.name)), \(before.map(\.id))) as before (department, name, id)
      on conflict (tenant_id, department_id, name) do update set staff_id = excluded.staff_id
      """
  }

  /// Somebody's own name in the own department stands for nobody else.
  private func ownNames(_ all: [StaffMember], _ tenant: UUID) -> SQL {
    """
    delete from directory.staff_alias a
      using unnest(\(all.map(\.departmentId)), \(all.map(\.name))) as said (department, name)
      where a.tenant_id = \(tenant) and a.department_id = said.department and a.name = said.name
    """
  }

  private func placements(_ changed: [PlannedMember], _ tenant: UUID) -> [SQL] {
    guard !changed.isEmpty else { return [] }
    let all = changed.flatMap { person in person.placements.map { (person.member, $0) } }
    return [
      "delete from directory.staff_department where tenant_id = \(tenant) and staff_id = any (\(changed.map(\.member.id)))",
      """
      insert into directory.staff_department (tenant_id, staff_id, department_id, valid_from, valid_until)
      select \(tenant), staff, department, since::date, nullif(until, '')::date
        from unnest(\(all.map(\.0.id)), \(all.map(\.1.departmentId)), \(all.map(\.1.validFrom.description)),
          \(all.map { $0.1.validUntil?.description ?? "" })) as said (staff, department, since, until)
      on conflict do nothing
      """,
      """
      insert into directory.staff_alias (tenant_id, department_id, name, staff_id)
      select distinct \(tenant), said.department, said.name, said.staff
        from unnest(\(all.map(\.0.id)), \(all.map(\.1.departmentId)), \(all.map(\.0.name))) as said (staff, department, name)
        where not exists (
          select from directory.staff s
            where s.tenant_id = \(tenant) and s.department_id = said.department and s.name = said.name)
      on conflict (tenant_id, department_id, name) do nothing
      """,
    ]
  }
}
