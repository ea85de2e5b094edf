import FoundationEssentials
import SQL

/// What coming back means for the tasks of the stays before: they rest while the patient is inside, end as superseded once the new stay
/// has a plan of its own of the same policy and level, and go on when it has none or is taken back.
enum ReadmissionEffect {
  /// Brings all of this, and whatever holds stand over them, to the open tasks of these patients' persons. The database does it over all
  /// departments: whoever opens a stay in one ward need not see the others.
  /// - Parameter patients: a `select` of `patient_id`.
  static func settle(tenant: UUID, patients: SQL, today: SQL) -> SQL {
    "select followup.settle_readmissions(array(\(patients)), \(today))"
  }

  /// Whom a chunk of an import may concern: everybody whose stay it changed; of those whose stay it brought only who has another one, a hold
  /// or an open stay. Most have not, and there is nothing to settle.
  static func patients(tenant: UUID, new: SQL, changed: SQL) -> SQL {
    """
    select patient_id from discharges.discharge where tenant_id = \(tenant) and discharge_id = any (array(\(changed)))
    union all
    select d.patient_id from (
        select * from discharges.discharge d
          where d.tenant_id = \(tenant) and d.discharge_id = any (array(\(new))) offset 0) as d
      cross join lateral (
        select p.person_id from discharges.patient p
          where p.tenant_id = \(tenant) and p.patient_id = d.patient_id offset 0) as p
      where exists (
        select from discharges.patient kin
          where kin.tenant_id = \(tenant) and kin.person_id = p.person_id and (
            exists (
              select from discharges.discharge other
                where other.tenant_id = \(tenant) and other.patient_id = kin.patient_id and other.discharge_id <> d.discharge_id)
            or exists (select from followup.hold h where h.tenant_id = \(tenant) and h.patient_id = kin.patient_id)
            or exists (
              select from discharges.visit v
                where v.tenant_id = \(tenant) and v.patient_id = kin.patient_id and v.ended_on is null)))
    """
  }
}
