public import Discharges
public import FoundationEssentials
public import SQL

/// What undoing an import means for tasks: those of discharges that go, go; those of discharges that are again as before follow them.
public enum TaskUndoing: ImportUndoing {
  /// Tasks that somebody has claimed, tried, ended or asked a number for, or placed a hold over; and deaths heard of the patients, which no
  /// undoing may take back.
  public static func workedOn(_ discharges: SQL, tenant: UUID) -> SQL {
    """
    select count(*) from followup.task t
      where t.tenant_id = \(tenant) and (
        t.discharge_id in (\(discharges)) and (
          t.attempts > 0 or (t.status <> 'due' and t.reason is distinct from 'deceased' and t.reason is distinct from 'superseded')
          or (t.status <> 'cancelled' and t.reason = 'deceased')
          or (t.claimed_by is not null and t.claimed_until > now())
          or exists (select from followup.number_correction n where n.tenant_id = t.tenant_id and n.task_id = t.task_id)
          or exists (
            select from followup.hold h
              where h.tenant_id = t.tenant_id and h.discharge_id = t.discharge_id and h.placed_by is not null)
          or exists (select from followup.attempt a where a.tenant_id = t.tenant_id and a.task_id = t.task_id))
        or t.patient_id in (
            select d.patient_id from discharges.discharge d where d.tenant_id = \(tenant) and d.discharge_id in (\(discharges)))
          and exists (
            select from followup.attempt a
              where a.tenant_id = t.tenant_id and a.task_id = t.task_id and a.disposition = 'deceased')
        or exists (
            select from followup.death told where told.tenant_id = t.tenant_id and told.patient_id = t.patient_id)
          and t.discharge_id in (\(discharges)))
    """
  }

  /// Without their discharges they have nothing to be about.
  public static func forget(_ discharges: SQL, tenant: UUID) -> [SQL] {
    [
      "delete from followup.hold where tenant_id = \(tenant) and discharge_id in (\(discharges)) and placed_by is null",
      "delete from followup.exclusion where tenant_id = \(tenant) and discharge_id in (\(discharges))",
      "delete from followup.task where tenant_id = \(tenant) and discharge_id in (\(discharges))",
    ]
  }

  /// What the import had made goes, what it had ended opens again, and the rest follows the discharge back.
  public static func restore(_ restored: RestoredDischarges, tenant: UUID) -> [SQL] {
    [
      """
      delete from followup.task
        where tenant_id = \(tenant) and discharge_id in (\(restored.discharges)) and created_at in (\(restored.moments))
      """
    ]
      + DeathEffect.asFilesSay(tenant: tenant, of: Person.rows(tenant: tenant, of: restored.patients))
      + TaskMaking.afterImport(
        tenant: tenant, new: "select null::uuid as discharge_id where false", changed: restored.discharges)
      + [ReadmissionEffect.settle(tenant: tenant, patients: restored.patients, today: HoldEffect.today)]
  }
}
