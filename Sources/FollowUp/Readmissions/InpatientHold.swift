import FoundationEssentials
import SQL

/// Who is inside isn't called about any stay before: the service holds what is still open of it, and lets go when that has ended.
enum InpatientHold {
  /// The discharges of the persons that ended before an open stay of theirs began.
  private static func earlier(_ tenant: UUID, _ patients: [UUID]) -> SQL {
    """
    inside as materialized (
      select p.person_id, max(v.started_on) as since from discharges.visit v
        join discharges.patient p on p.tenant_id = \(tenant) and p.patient_id = v.patient_id
        where v.tenant_id = \(tenant) and v.ended_on is null and v.patient_id = any (\(patients)) group by p.person_id),
    earlier as materialized (
      select d.discharge_id, d.patient_id, d.department_id from inside
        join discharges.patient p on p.tenant_id = \(tenant) and p.person_id = inside.person_id
        join discharges.discharge d on d.tenant_id = \(tenant) and d.patient_id = p.patient_id
          and d.discharged_on <= inside.since)
    """
  }

  /// Lifts the service's holds of stays before none that is open.
  static func ended(tenant: UUID, today: SQL, patients: [UUID]) -> [SQL] {
    [
      """
      with \(earlier(tenant, patients))
      update followup.hold h set lifted_on = \(today), lifted_as = 'ended', version = h.version + 1
        where h.tenant_id = \(tenant) and h.patient_id = any (\(patients)) and h.lifted_on is null and h.reason = 'readmitted'
          and h.placed_by is null and not exists (select from earlier where earlier.discharge_id = h.discharge_id)
      """
    ]
  }

  /// Places one over each earlier discharge with open tasks, unless a person has lifted it before.
  static func placed(tenant: UUID, today: SQL, patients: [UUID]) -> [SQL] {
    [
      """
      with \(earlier(tenant, patients))
      insert into followup.hold (tenant_id, hold_id, patient_id, discharge_id, discharging_department_id, reason, placed_on)
      select \(tenant), gen_random_uuid(), earlier.patient_id, earlier.discharge_id, earlier.department_id, 'readmitted', \(today)
        from earlier
        where exists (
            select from followup.task t
              where t.tenant_id = \(tenant) and t.discharge_id = earlier.discharge_id and \(TaskColumns.isOpen))
          and not exists (
            select from followup.hold h
              where h.tenant_id = \(tenant) and h.discharge_id = earlier.discharge_id and h.reason = 'readmitted'
                and (h.lifted_on is null or h.lifted_by is not null))
      on conflict do nothing
      """
    ]
  }
}
