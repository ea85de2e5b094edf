import FoundationEssentials
import SQL

/// Open tasks rest while any hold stands over them, whichever record number of the person it was placed over. When none does any more, a
/// window that would have passed meanwhile is moved by the days from the first day of rest to today.
enum HeldTasks {
  /// The holds `h` that stand over the task `t` and don't exclude.
  static func standing(_ tenant: UUID) -> SQL {
    """
    discharges.patient own
      join discharges.patient kin on kin.tenant_id = \(tenant) and kin.person_id = own.person_id
      join followup.hold h on h.tenant_id = \(tenant) and h.patient_id = kin.patient_id and h.lifted_on is null and not h.excludes
        and (h.discharge_id is null or h.discharge_id = t.discharge_id)
      where own.tenant_id = \(tenant) and own.patient_id = t.patient_id
    """
  }

  /// Tasks over which no hold stands any more go on.
  /// - Parameter stays: whose tasks are looked at.
  static func unheld(tenant: UUID, today: SQL, stays: [UUID]) -> [SQL] {
    let tasks: SQL = """
      t.discharge_id = any (\(stays)) and \(TaskTransition.unhold.isAllowed) and not exists (select from \(standing(tenant)))
      """
    return [
      """
      with back as materialized (\(TaskReturn.facts(tenant: tenant, today: today, tasks: tasks)))
      \(TaskTransition.unhold.update(tenant: tenant, facts: "back as fact", where: "t.task_id = fact.task_id"))
      """
    ]
  }

  /// Tasks over which a hold stands rest, for the reason of the first one.
  /// - Parameter stays: whose tasks are looked at.
  static func held(tenant: UUID, today: SQL, stays: [UUID]) -> [SQL] {
    [
      """
      with found as materialized (
        select t.task_id, first.hold_id, first.version as hold_version, first.reason, \(today) as today
          from followup.task t cross join lateral (
            select h.hold_id, h.version, h.reason from \(standing(tenant)) order by h.placed_on, h.hold_id limit 1) as first
          where t.tenant_id = \(tenant) and t.discharge_id = any (\(stays)) and \(TaskColumns.isOpen))
      \(TaskTransition.hold.update(tenant: tenant, facts: "found as fact", where: "t.task_id = fact.task_id"))
      """
    ]
  }
}
