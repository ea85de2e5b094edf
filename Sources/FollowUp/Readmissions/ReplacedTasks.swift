import Discharges
import FoundationEssentials
import Operations
import SQL

/// What the replaced plans mean for tasks and for the counting of their discharges.
struct ReplacedTasks {
  let tenant: UUID
  let today: SQL
  let plans: ReplacedPlans

  /// What nothing replaces any more goes on as it stood, a wait for a number included; what a hold leaves out stays left out.
  var back: [SQL] {
    let patients: SQL = "select unnest(\(plans.patients))"
    let tasks: SQL = """
      t.discharge_id = any (\(plans.stays)) and \(TaskTransition.resume.isAllowed) and not exists (
          select from \(plans.rows(as: "r"))
            where r.discharge_id = t.discharge_id and r.policy_id = t.policy_id and r.level = t.level)
        and (\(TaskColumns.isOpen) or not exists (
          select from discharges.patient p
            where p.tenant_id = \(tenant) and p.patient_id = t.patient_id and p.deceased))
      """
    return [
      """
      with back as materialized (\(TaskReturn.facts(tenant: tenant, today: today, tasks: tasks)))
      \(TaskTransition.resume.update(tenant: tenant, facts: "back as fact", where: "t.task_id = fact.task_id"))
      """,
      HoldEffect.exclude(tenant, patients),
      """
      delete from followup.exclusion e
        where e.tenant_id = \(tenant) and e.reason = 'superseded' and e.discharge_id = any (\(plans.stays)) and exists (
          select from followup.task t where t.tenant_id = \(tenant) and t.discharge_id = e.discharge_id
            and t.policy_id = e.policy_id and (\(TaskColumns.isOpen) or t.reason is distinct from 'superseded'))
      """,
    ]
  }

  /// The tasks of the replaced plans end, and reports count a discharge as left out when nothing of its plan but that was left.
  var ended: [SQL] {
    guard !plans.discharges.isEmpty else { return [] }
    return [
      """
      with replaced as materialized (
        select t.task_id, r.later_id, \(TaskReturn.isPromised(tenant)) as is_promised
          from \(plans.rows(as: "r")) join followup.task t on t.tenant_id = \(tenant) and t.discharge_id = r.discharge_id
            and t.policy_id = r.policy_id and t.level = r.level and \(TaskColumns.isOpen))
      \(TaskTransition.supersede.update(tenant: tenant, facts: "replaced as fact", where: "t.task_id = fact.task_id"))
      """,
      // What was in hand when it was replaced and never given back.
      TaskTransition.release.update(
        tenant: tenant,
        where: "t.discharge_id = any (\(plans.discharges)) and t.resumes = 'superseded' and not \(TaskColumns.isInHand)"
      ),
      """
      insert into followup.exclusion (tenant_id, discharge_id, policy_id, policy_version, department_id, discharged_on, reason)
      select \(tenant), t.discharge_id, t.policy_id, max(t.policy_version), d.department_id, d.discharged_on, 'superseded'
        from followup.task t join discharges.discharge d on d.tenant_id = \(tenant) and d.discharge_id = t.discharge_id
        where t.tenant_id = \(tenant) and t.discharge_id = any (\(plans.discharges))
        group by t.discharge_id, t.policy_id, d.department_id, d.discharged_on
        having bool_and(coalesce(t.outcome = 'excluded', false)) and bool_or(coalesce(t.reason = 'superseded', false))
      on conflict do nothing
      """,
    ]
  }
}
