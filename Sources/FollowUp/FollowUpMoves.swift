public import FoundationEssentials
public import SQL

/// What of the follow-up hangs on departments: whether work is open there, and what goes where the department goes.
public enum FollowUpMoves {
  /// A `select` of one boolean: whether tasks of the department are open.
  public static func isInUse(tenant: UUID, department: UUID) -> SQL {
    """
    select exists (select from followup.task t where t.tenant_id = \(tenant) and \(TaskColumns.isOpen)
      and \(department) in (t.department_id, t.responsible_department_id))
    """
  }

  /// Moves a department's tasks with their attempts, records and exclusions. Those that are append-only go first: what they hang on
  /// says whose they were.
  public static func moveDepartment(tenant: UUID, from: UUID, to: UUID) -> [SQL] {
    [
      "select followup.move_department(\(from), \(to))",
      TaskTransition.moveDepartment.update(
        tenant: tenant, facts: "(select \(from)::uuid as from_id, \(to)::uuid as to_id) as fact",
        where: "fact.from_id in (t.department_id, t.responsible_department_id)"),
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
      TaskTransition.moveCentre.update(
        tenant: tenant, facts: "(select \(to)::uuid as to_id) as fact",
        where: "t.responsible_department_id <> fact.to_id")
    ]
  }
}
