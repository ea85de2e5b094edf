public import FoundationEssentials
public import SQL

/// 31 天内再入院: a stay that began within 31 days of an earlier one's end is flagged with it. Decided anew for everybody whom an import or a merge
/// touches, since an older stay may come later.
public enum Readmission {
  /// Flags all stays of the persons of these patients.
  /// - Parameter patients: a `select` of `patient_id`.
  public static func statement(tenant: UUID, patients: SQL) -> SQL {
    """
    with decided as materialized (
      select d.discharge_id, earlier.discharge_id as readmission_of, earlier.days
        from discharges.discharge d
        join discharges.patient p on p.tenant_id = \(tenant) and p.patient_id = d.patient_id
        left join lateral (
          select e.discharge_id, (d.admitted_at::date - e.discharged_on)::smallint as days
            from discharges.patient kin
            join discharges.discharge e on e.tenant_id = \(tenant) and e.patient_id = kin.patient_id
            where kin.tenant_id = \(tenant) and kin.person_id = p.person_id and e.discharge_id <> d.discharge_id
              and e.discharged_at <= d.admitted_at and e.discharged_on >= d.admitted_at::date - 31 and e.way_of_leaving <> 5
            order by e.discharged_at desc, e.discharge_id limit 1) as earlier on true
        where d.tenant_id = \(tenant) and d.patient_id = any (array(\(Person.rows(tenant: tenant, of: patients))))
          and (d.readmission_of, d.readmission_days) is distinct from (earlier.discharge_id, earlier.days))
    update discharges.discharge d set readmission_of = decided.readmission_of, readmission_days = decided.days
      from decided where d.tenant_id = \(tenant) and d.discharge_id = decided.discharge_id
    """
  }
}
