import FoundationEssentials
import SQL

/// The plans of earlier stays that the plan of a later one replaces: those of the same policy and level.
struct ReplacedPlans: Sendable {
  /// All rows of the persons.
  let patients: [UUID]
  /// All their discharges.
  let stays: [UUID]
  /// The replaced ones, with the later stay whose plan counts: four arrays, one element a plan.
  let discharges: [UUID]
  let policies: [UUID]
  let levels: [String]
  let laterStays: [UUID]

  init(_ rows: Rows) throws {
    (patients, stays, discharges, policies, levels, laterStays) = try rows.single(
      ([UUID], [UUID], [UUID], [UUID], [String], [UUID]).self)
  }

  /// Of two stays of one moment the later number is the later one. By key, each: of a hospital whose first file this is the planner knows
  /// nothing, and would compare all with all.
  static func statement(tenant: UUID, patients: SQL) -> SQL {
    """
    with kin as materialized (
      select other.patient_id, other.person_id from discharges.patient other
        where other.tenant_id = \(tenant) and other.person_id = any (array(
          select self.person_id from discharges.patient self
            where self.tenant_id = \(tenant) and self.patient_id = any (array(\(patients)))))),
    stay as materialized (
      select d.discharge_id, d.stay_number, d.admitted_at, d.discharged_at, kin.person_id, max(d.admitted_at) over (
            partition by kin.person_id rows between unbounded preceding and unbounded following exclude current row) as last_admission
        from kin cross join lateral (
          select * from discharges.discharge d where d.tenant_id = \(tenant) and d.patient_id = kin.patient_id offset 0) as d),
    pair as materialized (
      select stay.discharge_id, later.discharge_id as later_id, later.admitted_at
        from stay join stay as later on later.person_id = stay.person_id and later.admitted_at >= stay.discharged_at
          and (later.admitted_at, later.discharged_at, later.stay_number, later.discharge_id)
            > (stay.admitted_at, stay.discharged_at, stay.stay_number, stay.discharge_id)
        where stay.last_admission >= stay.discharged_at and not exists (
          select from followup.hold h
            where h.tenant_id = \(tenant) and h.discharge_id = stay.discharge_id and h.reason = 'readmitted'
              and h.placed_by is null and h.lifted_by is not null)),
    replaced as materialized (
      select pair.discharge_id, t.policy_id, t.level, (array_agg(pair.later_id order by pair.admitted_at, pair.later_id))[1] as later_id
        from pair cross join lateral (
          select t.policy_id, t.level from followup.task t
            where t.tenant_id = \(tenant) and t.discharge_id = pair.later_id
              and (t.outcome is distinct from 'excluded' or t.reason = 'superseded') offset 0) as t
        group by pair.discharge_id, t.policy_id, t.level)
    select array(select patient_id from kin), array(select discharge_id from stay),
      array(select discharge_id from replaced order by discharge_id, policy_id, level),
      array(select policy_id from replaced order by discharge_id, policy_id, level),
      array(select level from replaced order by discharge_id, policy_id, level),
      array(select later_id from replaced order by discharge_id, policy_id, level)
    """
  }

  /// The plans as a row source of `discharge_id`, `policy_id`, `level` and `later_id`.
  func rows(as alias: SQL) -> SQL {
    "unnest(\(discharges), \(policies), \(levels), \(laterStays)) as \(alias) (discharge_id, policy_id, level, later_id)"
  }
}
