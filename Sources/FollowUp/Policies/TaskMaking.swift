import Discharges
import FoundationEssentials
import Operations
import SQL

/// Makes tasks of discharges, as sets: in the transaction that brings the discharges, or when a policy is published.
enum TaskMaking {
  /// Notes which of the discharges a published policy leaves out, and why.
  /// - Parameters:
  ///   - discharges: a `select` of `discharge_id`.
  ///   - isPart: whether they are a small part of the hospital's, each to be looked up by its key.
  static func exclusions(tenant: UUID, of discharges: SQL, isPart: Bool = false) -> SQL {
    """
    insert into followup.exclusion (
      tenant_id, discharge_id, policy_id, policy_version, department_id, discharged_on, reason)
    select d.tenant_id, d.discharge_id, p.policy_id, p.version, d.department_id, d.discharged_on,
        case when \(isDead) then 'deceased' when \(isShort) then 'shortStay'
          else (select h.reason from \(holdsOut) order by h.placed_on limit 1) end
      from \(chosen(tenant, discharges, isPart))
      join followup.policy p on p.tenant_id = d.tenant_id and p.status = 'published' and d.discharged_on >= p.discharged_from
      where \(isExcluded) and not exists (
        select from followup.task t
          where t.tenant_id = d.tenant_id and t.discharge_id = d.discharge_id and t.policy_id = p.policy_id
            and t.outcome is distinct from 'excluded')
    on conflict do nothing
    """
  }

  /// Makes the tasks of the discharges that no published policy leaves out. One that has its tasks already gets no second ones.
  /// - Parameters:
  ///   - discharges: a `select` of `discharge_id`.
  ///   - isPart: whether they are a small part of the hospital's, each to be looked up by its key.
  ///   - areNew: whether the transaction has made them itself, so that none can have a task.
  static func tasks(tenant: UUID, of discharges: SQL, isPart: Bool = false, areNew: Bool = false) -> SQL {
    let onceEach: SQL = areNew ? "" : "on conflict (tenant_id, discharge_id, policy_id, round_number) do nothing"
    return """
      \(TaskTransition.make)
      select d.tenant_id, \(TimeOrderedID.each), d.discharge_id, d.patient_id, p.policy_id, p.version, r.round_number, r.level,
          r.responsible_role, d.department_id,
          case when r.level = 'wardFollowUp' then d.department_id else coalesce(centre.department_id, d.department_id) end,
          d.discharged_on, d.discharged_on + r.window_from_day, d.discharged_on + r.window_to_day, r.maximum_attempts,
          r.retry_after_hours
        from \(chosen(tenant, discharges, isPart))
        join followup.policy p on p.tenant_id = d.tenant_id and p.status = 'published' and d.discharged_on >= p.discharged_from
        join followup.round r on r.tenant_id = p.tenant_id and r.policy_id = p.policy_id and r.version = p.version
        left join directory.department centre on centre.tenant_id = d.tenant_id and centre.is_follow_up_centre
        where not \(isExcluded)
      \(onceEach)
      """
  }

  /// The discharges `d` with their `patient`. Of an import's chunk each is looked up by key: joined, the planner may read all the hospital has
  /// for some thousand of them, and what a chunk costs would grow with every file.
  private static func chosen(_ tenant: UUID, _ discharges: SQL, _ isPart: Bool) -> SQL {
    let found: SQL =
      isPart
      ? """
      (select * from discharges.discharge d
        where d.tenant_id = \(tenant) and d.discharge_id = any (array(\(discharges))) offset 0) as d
      cross join lateral (
        select * from discharges.patient patient
          where patient.tenant_id = \(tenant) and patient.patient_id = d.patient_id offset 0) as patient
      """
      : """
      (\(discharges)) as chosen
      join discharges.discharge d on d.tenant_id = \(tenant) and d.discharge_id = chosen.discharge_id
      join discharges.patient patient on patient.tenant_id = d.tenant_id and patient.patient_id = d.patient_id
      """
    return found
  }

  /// Death; a stay shorter than the policy asks for; the medical office's word.
  private static let isExcluded: SQL =
    "(\(isDead) or \(isShort) or exists (select from \(holdsOut)))"

  private static let isDead: SQL = "(d.way_of_leaving = 5 or patient.deceased)"

  /// Accurate to the hour where the file gave hours.
  private static let isShort: SQL = """
    (p.exclude_stay_hours is not null and
      case when d.hour_known then d.discharged_at - d.admitted_at <= make_interval(hours => p.exclude_stay_hours)
        else d.discharged_at::date - d.admitted_at::date <= p.exclude_stay_hours / 24 end)
    """

  /// The holds `h` of the person, whichever record number they stand over, that leave the discharge out.
  private static let holdsOut: SQL = """
    discharges.patient kin join followup.hold h on h.tenant_id = kin.tenant_id and h.patient_id = kin.patient_id
      where kin.tenant_id = d.tenant_id and kin.person_id = patient.person_id and h.lifted_on is null and h.excludes
        and (h.discharge_id is null or h.discharge_id = d.discharge_id)
    """
}
