public import FoundationEssentials
public import SQL

/// What of the follow-up hangs on departments: whether work is open there, and what goes where the department goes.
public enum FollowUpMoves {
  /// A `select` of one boolean: whether tasks of the department are open.
  public static func isInUse(tenant: UUID, department: UUID) -> SQL {
    """
    select exists (select from followup.task where tenant_id = \(tenant) and status in ('due', 'inProgress')
      and \(department) in (department_id, responsible_department_id))
    """
  }

  /// Moves a department's tasks with their attempts, records and exclusions. Those that are append-only go first: what they hang on
  /// says whose they were.
  public static func moveDepartment(tenant: UUID, from: UUID, to: UUID) -> [SQL] {
    [
      "select followup.move_department(\(from), \(to))",
      """
      update followup.task set
          department_id = case department_id when \(from) then \(to) else department_id end,
          responsible_department_id = case responsible_department_id when \(from) then \(to) else responsible_department_id end,
          version = version + 1
        where tenant_id = \(tenant) and \(from) in (department_id, responsible_department_id)
      """,
      """
      update followup.hold set discharging_department_id = \(to)
        where tenant_id = \(tenant) and discharging_department_id = \(from)
      """,
      "update followup.exclusion set department_id = \(to) where tenant_id = \(tenant) and department_id = \(from)",
    ]
  }

  /// Brings the open tasks of centre rounds to the department that is the centre now.
  public static func moveCentre(tenant: UUID, to: UUID) -> [SQL] {
    [
      """
      update followup.task set responsible_department_id = \(to), version = version + 1
        where tenant_id = \(tenant) and status in ('due', 'inProgress') and level <> 'wardFollowUp'
          and responsible_department_id <> \(to)
      """
    ]
  }
}
