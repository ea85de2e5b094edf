import Discharges
import FoundationEssentials
import Operations
import SQL

/// What a death stops, over all departments: open tasks, requests for numbers, and holds, since nobody will call. A hold that leaves the
/// discharge out stays: it says what the discharge is.
enum StoppedWork {
  /// - Parameters:
  ///   - patients: a `select` of `patient_id`, of all rows of persons who have died.
  ///   - task: one that its own statement ends.
  static func statements(tenant: UUID, patients: SQL, except task: UUID? = nil) -> [SQL] {
    [
      tasks(tenant, patients, except: task),
      """
      update followup.number_correction n set status = 'withdrawn', closed_at = now(), version = n.version + 1
        where n.tenant_id = \(tenant) and n.status = 'open' and n.patient_id = any (array(\(patients)))
      """,
      """
      update followup.hold h set lifted_as = 'deceased', lifted_on = \(HospitalClock.today), version = h.version + 1
        where h.tenant_id = \(tenant) and h.patient_id = any (array(\(patients))) and h.lifted_on is null and not h.excludes
      """,
    ]
  }

  /// Yields the tasks. Their cause is the death that was told, or the discharge whose file tells it.
  private static func tasks(_ tenant: UUID, _ patients: SQL, except task: UUID?) -> SQL {
    """
    with dead as materialized (
      select p.patient_id, coalesce(told.death_id, (
          select d.discharge_id from discharges.discharge d
            where d.tenant_id = \(tenant) and d.patient_id = p.patient_id and d.way_of_leaving = 5 limit 1)) as death_id
        from discharges.patient p
        left join followup.death told
          on told.tenant_id = \(tenant) and told.patient_id = p.patient_id and told.withdrawn_at is null
        where p.tenant_id = \(tenant) and p.patient_id = any (array(\(patients))))
    \(TaskTransition.stop.update(
        tenant: tenant, facts: "dead as fact",
        where: """
          t.discharge_id = any (array(\(HoldEffect.discharges(tenant, of: patients)))) and t.patient_id = fact.patient_id
            and t.task_id is distinct from \(task)
          """,
        returning: "t.task_id"))
    """
  }
}
