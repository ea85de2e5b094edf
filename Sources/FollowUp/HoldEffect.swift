import FoundationEssentials
import Operations
import SQL

/// What holds do to tasks, as sets: whatever stands over a patient or a discharge now is brought to their tasks, so placing, lifting, a
/// hold's end and an import all say the same.
enum HoldEffect {
  /// Today for statements that run in no person's call, such as an import's.
  static let today: SQL = "(now() at time zone 'Asia/Shanghai')::date"

  /// Everything that follows from a changed hold of these patients.
  /// - Parameter patients: a `select` of `patient_id`.
  static func refresh(tenant: UUID, patients: SQL, today: SQL) -> [SQL] {
    let discharges: SQL = """
      select discharge_id from discharges.discharge where tenant_id = \(tenant) and patient_id in (\(patients))
      """
    return [
      exclude(tenant, patients), withdraw(tenant, patients), restore(tenant, patients, today),
      """
      delete from followup.exclusion where tenant_id = \(tenant) and discharge_id in (\(discharges))
        and reason in ('dispute', 'administrativeDischarge', 'other')
      """,
      TaskMaking.exclusions(tenant: tenant, of: discharges), TaskMaking.tasks(tenant: tenant, of: discharges),
      rest(tenant: tenant, patients: patients, today: today),
    ]
  }

  /// Open tasks rest while a hold stands over them. When none does any more, a window that would have passed meanwhile is moved by the days
  /// from the first day of rest to today.
  static func rest(tenant: UUID, patients: SQL, today: SQL) -> SQL {
    """
    update followup.task t set held_on = case when n.is_held then \(today) end, version = t.version + 1,
        opens_on = case when not n.is_held and t.due_on < \(today) then t.opens_on + (\(today) - t.held_on) else t.opens_on end,
        due_on = case when not n.is_held and t.due_on < \(today) then t.due_on + (\(today) - t.held_on) else t.due_on end
      from (
        select t.task_id, exists (
            select from followup.hold h where \(covers(tenant, excludes: "not h.excludes"))) as is_held
          from followup.task t
          where t.tenant_id = \(tenant) and t.patient_id in (\(patients)) and t.status in ('due', 'inProgress')) as n
      where t.tenant_id = \(tenant) and t.task_id = n.task_id and t.status in ('due', 'inProgress')
        and (t.held_on is not null) <> n.is_held
    """
  }

  /// Whether a hold `h` that stands covers the row `t` of a task or a request for a number.
  private static func covers(_ tenant: UUID, excludes: SQL) -> SQL {
    """
    h.tenant_id = \(tenant) and h.patient_id = t.patient_id and h.lifted_on is null and \(excludes)
      and (h.discharge_id is null or h.discharge_id = t.discharge_id)
    """
  }

  private static func exclude(_ tenant: UUID, _ patients: SQL) -> SQL {
    """
    update followup.task t set status = 'excluded', reason = h.reason, next_attempt_at = null, version = t.version + 1,
        \(OpenTask.ending)
      from followup.hold h
      where \(covers(tenant, excludes: "h.excludes")) and h.patient_id in (\(patients))
        and t.tenant_id = \(tenant) and t.status in ('due', 'inProgress')
    """
  }

  private static func withdraw(_ tenant: UUID, _ patients: SQL) -> SQL {
    """
    update followup.number_correction t set status = 'withdrawn', closed_at = now(), version = t.version + 1
      from followup.hold h
      where \(covers(tenant, excludes: "h.excludes")) and h.patient_id in (\(patients))
        and t.tenant_id = \(tenant) and t.status = 'open'
    """
  }

  /// What was excluded comes back when no hold excludes it any more, as long as the patient lives.
  private static func restore(_ tenant: UUID, _ patients: SQL, _ today: SQL) -> SQL {
    let closed: SQL = "(t.closed_at at time zone 'Asia/Shanghai')::date"
    return """
      update followup.task t set status = 'due', reason = null, closed_at = null, version = t.version + 1,
          opens_on = case when t.due_on < \(today) then t.opens_on + (\(today) - \(closed)) else t.opens_on end,
          due_on = case when t.due_on < \(today) then t.due_on + (\(today) - \(closed)) else t.due_on end
        from discharges.patient p
        where p.tenant_id = \(tenant) and p.patient_id = t.patient_id and not p.deceased
          and t.tenant_id = \(tenant) and t.patient_id in (\(patients)) and t.status = 'excluded'
          and not exists (select from followup.hold h where \(covers(tenant, excludes: "h.excludes")))
      """
  }
}
