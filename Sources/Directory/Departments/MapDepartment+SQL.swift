import FoundationEssentials
import SQL

/// What of the directory's own hangs on a department.
enum MapDepartmentSQL {
  static func statements(tenant: UUID, from: Department, to: UUID) -> [SQL] {
    staff(tenant, from.id, to) + assignments(tenant, from.id, to) + [
      // The tree closes over the gap; a circle further down is refused by the database.
      """
      update directory.department set parent_id = \(from.parentId), version = version + 1
        where tenant_id = \(tenant) and department_id = \(to) and parent_id = \(from.id)
      """,
      """
      update directory.department set parent_id = \(to), version = version + 1
        where tenant_id = \(tenant) and parent_id = \(from.id) and department_id <> \(to)
      """,
      "update directory.department_alias set department_id = \(to) where tenant_id = \(tenant) and department_id = \(from.id)",
      DepartmentAlias.remember(from.name, as: to, tenant: tenant),
      """
      update directory.department set mapped_to_id = \(to), version = version + 1
        where tenant_id = \(tenant) and mapped_to_id = \(from.id)
      """,
      """
      update directory.department set status = 'deactivated', mapped_to_id = \(to), parent_id = null, version = version + 1
        where tenant_id = \(tenant) and department_id = \(from.id)
      """,
    ]
  }

  /// Those whose name the other department doesn't have; the others were mapped before.
  private static func staff(_ tenant: UUID, _ from: UUID, _ to: UUID) -> [SQL] {
    [
      """
      insert into directory.staff_alias (tenant_id, department_id, name, staff_id)
      select tenant_id, \(to), name, staff_id from directory.staff_alias
        where tenant_id = \(tenant) and department_id = \(from)
      on conflict (tenant_id, department_id, name) do nothing
      """,
      """
      update directory.staff s set department_id = \(to), version = s.version + 1
        where s.tenant_id = \(tenant) and s.department_id = \(from) and s.mapped_to_id is null and not exists (
          select from directory.staff other
            where other.tenant_id = \(tenant) and other.department_id = \(to) and other.name = s.name)
      """,
      """
      insert into directory.staff_department (tenant_id, staff_id, department_id, valid_from, valid_until)
      select tenant_id, staff_id, \(to), valid_from, valid_until from directory.staff_department
        where tenant_id = \(tenant) and department_id = \(from)
      on conflict do nothing
      """,
      """
      insert into directory.staff_former_department (tenant_id, staff_id, department_id, belonged_from, belonged_until)
      select tenant_id, staff_id, \(to), belonged_from, belonged_until from directory.staff_former_department
        where tenant_id = \(tenant) and department_id = \(from)
      on conflict do nothing
      """,
      "delete from directory.staff_former_department where tenant_id = \(tenant) and department_id = \(from)",
      "delete from directory.staff_department where tenant_id = \(tenant) and department_id = \(from)",
    ]
  }

  /// Roles end at the one and go on at the other; whoever holds one has it so at the next call.
  private static func assignments(_ tenant: UUID, _ from: UUID, _ to: UUID) -> [SQL] {
    let isHeldAtBoth: SQL = """
      moved.tenant_id = kept.tenant_id and moved.department_id = \(from) and moved.account_id = kept.account_id
        and moved.role = kept.role and (moved.valid_until is null or moved.valid_until > greatest(moved.valid_from, now()))
        and tstzrange(kept.valid_from, kept.valid_until) && tstzrange(greatest(moved.valid_from, now()), moved.valid_until)
      """
    return [
      // Held at both: that period goes on as long as the longer one of the two.
      """
      update identity.assignment kept set
          valid_until = nullif(greatest(coalesce(kept.valid_until, 'infinity'), coalesce(moved.valid_until, 'infinity')), 'infinity')
        from identity.assignment moved
        where kept.tenant_id = \(tenant) and kept.department_id = \(to) and \(isHeldAtBoth)
          and (kept.valid_until < moved.valid_until or kept.valid_until is not null and moved.valid_until is null)
      """,
      """
      insert into identity.assignment (
        tenant_id, assignment_id, account_id, role, department_id, valid_from, valid_until, substitution_id)
      select moved.tenant_id, gen_random_uuid(), moved.account_id, moved.role, \(to), greatest(moved.valid_from, now()),
          moved.valid_until, moved.substitution_id
        from identity.assignment moved
        where moved.tenant_id = \(tenant) and moved.department_id = \(from)
          -- One that was withdrawn before it began has no moment left, though its end is to come.
          and (moved.valid_until is null or moved.valid_until > greatest(moved.valid_from, now()))
          and not exists (
            select from identity.assignment kept
              where kept.tenant_id = \(tenant) and kept.department_id = \(to) and \(isHeldAtBoth))
      """,
      """
      update identity.account a set grants_version = grants_version + 1
        where a.tenant_id = \(tenant) and a.account_id in (
          select g.account_id from identity.assignment g
            where g.tenant_id = \(tenant) and g.department_id = \(from) and (g.valid_until is null or g.valid_until > now()))
      """,
      """
      update identity.assignment set valid_until = greatest(now(), valid_from)
        where tenant_id = \(tenant) and department_id = \(from) and (valid_until is null or valid_until > now())
      """,
    ]
  }
}
