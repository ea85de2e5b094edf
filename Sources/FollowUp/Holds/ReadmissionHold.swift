import Discharges
import FoundationEssentials
import Operations
import SQL

/// Who is an inpatient again isn't called about the stay before: its open tasks are held by the service, and the new stay's plan takes their
/// place. A hold that somebody has lifted isn't placed again.
enum ReadmissionHold {
  /// Places holds over the discharges with open tasks after which the person came back: an open stay, or a later discharge. The few who came
  /// back are found in one pass over the persons' stays; only then is asked for their tasks.
  /// - Parameter patients: a `select` of `patient_id`.
  static func place(tenant: UUID, patients: SQL, today: SQL) -> SQL {
    """
    with chosen as materialized (\(Person.rows(tenant: tenant, of: patients))),
    stay as materialized (
      select d.discharge_id, d.patient_id, d.admitted_at, d.discharged_at, d.discharged_on,
          (select p.person_id from discharges.patient p
            where p.tenant_id = \(tenant) and p.patient_id = d.patient_id) as person_id
        from discharges.discharge d
        where d.tenant_id = \(tenant) and d.patient_id = any (array(select patient_id from chosen))),
    inside as materialized (
      select p.person_id, max(v.started_on) as since from discharges.visit v
        join discharges.patient p on p.tenant_id = \(tenant) and p.patient_id = v.patient_id
        where v.tenant_id = \(tenant) and v.ended_on is null and v.patient_id = any (array(select patient_id from chosen))
        group by p.person_id),
    back as materialized (
      select other.discharge_id, other.patient_id
        from (
          select stay.*, max(admitted_at) over (
              partition by person_id rows between unbounded preceding and unbounded following exclude current row)
              as last_admission
            from stay) as other
        left join inside on inside.person_id = other.person_id
        where other.last_admission >= other.discharged_at or inside.since >= other.discharged_on)
    insert into followup.hold (tenant_id, hold_id, patient_id, discharge_id, reason, placed_on)
    select \(tenant), gen_random_uuid(), back.patient_id, back.discharge_id, 'readmitted', \(today)
      from back
      where exists (
          select from followup.task t
            where t.tenant_id = \(tenant) and t.discharge_id = back.discharge_id and t.status in ('due', 'inProgress'))
        and not exists (
          select from followup.hold h
            where h.tenant_id = \(tenant) and h.discharge_id = back.discharge_id and h.reason = 'readmitted')
    on conflict do nothing
    """
  }

  /// Lifts those whose reason is gone, such as when a stay was opened by mistake.
  static func lift(tenant: UUID, patients: SQL, today: SQL) -> SQL {
    """
    update followup.hold h set lifted_on = \(today), lifted_as = 'ended', version = h.version + 1
      from discharges.discharge d
      where h.tenant_id = \(tenant) and h.patient_id = any (array(\(Person.rows(tenant: tenant, of: patients))))
        and h.lifted_on is null and h.reason = 'readmitted' and h.placed_by is null
        and d.tenant_id = \(tenant) and d.discharge_id = h.discharge_id and not \(cameBack(tenant))
    """
  }

  /// Whether the person of the discharge `d` came back after it.
  private static func cameBack(_ tenant: UUID) -> SQL {
    let kin: SQL = """
      discharges.patient self
        join discharges.patient kin on kin.tenant_id = \(tenant) and kin.person_id = self.person_id
      """
    return """
      (exists (
        select from \(kin) join discharges.discharge later on later.tenant_id = \(tenant) and later.patient_id = kin.patient_id
          where self.tenant_id = \(tenant) and self.patient_id = d.patient_id and later.admitted_at >= d.discharged_at
            and later.discharge_id <> d.discharge_id)
        or exists (
        select from \(kin) join discharges.visit v on v.tenant_id = \(tenant) and v.patient_id = kin.patient_id
          where self.tenant_id = \(tenant) and self.patient_id = d.patient_id and v.encounter = 'inpatient'
            and v.ended_on is null and v.started_on >= d.discharged_on))
      """
  }
}
