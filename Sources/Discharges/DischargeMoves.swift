public import FoundationEssentials
public import SQL

/// What of the discharges hangs on departments and staff, when an administrator says what an import really met.
public enum DischargeMoves {
  /// Moves a department's discharges to another.
  public static func moveDepartment(tenant: UUID, from: UUID, to: UUID) -> [SQL] {
    ["update discharges.discharge set department_id = \(to) where tenant_id = \(tenant) and department_id = \(from)"]
  }

  /// Forgets what files said of stays, so that the next file that says the same is taken for a change: what the names in it stand for
  /// is not what it was.
  public static func readAgain(tenant: UUID, where condition: SQL) -> SQL {
    "update discharges.discharge d set fingerprint = '' where d.tenant_id = \(tenant) and \(condition)"
  }

  /// Names others as the doctors and nurses of stays. Only stays of departments whose files could mean the person are looked at.
  /// - Parameter pairs: a `select` of `from_id` and `to_id`.
  public static func moveStaff(tenant: UUID, pairs: SQL) -> [SQL] {
    [
      """
      with pair as materialized (\(pairs)),
      department as materialized (
        select m.department_id from directory.staff s join pair on pair.from_id = s.staff_id
          cross join lateral (
            select s.department_id
            union select a.department_id from directory.staff_alias a where a.tenant_id = s.tenant_id and a.staff_id = s.staff_id
            union select w.department_id from directory.staff_department w where w.tenant_id = s.tenant_id and w.staff_id = s.staff_id
          ) as m
          where s.tenant_id = \(tenant))
      update discharges.discharge d set
          attending_staff_id = coalesce((select to_id from pair where from_id = d.attending_staff_id), d.attending_staff_id),
          resident_staff_id = coalesce((select to_id from pair where from_id = d.resident_staff_id), d.resident_staff_id),
          nurse_staff_id = coalesce((select to_id from pair where from_id = d.nurse_staff_id), d.nurse_staff_id)
        where d.tenant_id = \(tenant) and d.department_id in (select department_id from department)
          and (d.attending_staff_id in (select from_id from pair) or d.resident_staff_id in (select from_id from pair)
            or d.nurse_staff_id in (select from_id from pair))
      """
    ]
  }
}
