import Discharges
import FoundationEssentials
import Operations
import SQL

/// What holds do to tasks, as sets: whatever stands over a patient or a discharge now is brought to their tasks, so placing, lifting, a
/// hold's end and an import all say the same.
enum HoldEffect {
  /// Today for statements that run in no person's call, such as an import's.
  static let today: SQL = "(select app.today())"

  /// Everything that follows from a changed hold of these patients.
  /// - Parameter patients: a `select` of `patient_id`.
  static func refresh(tenant: UUID, patients chosen: SQL, today: SQL) -> [SQL] {
    let patients = Person.rows(tenant: tenant, of: chosen)
    let discharges: SQL = """
      select discharge_id from discharges.discharge where tenant_id = \(tenant) and patient_id = any (array(\(patients)))
      """
    return [
      exclude(tenant, patients), withdraw(tenant, patients), restore(tenant, patients, today),
      """
      delete from followup.exclusion where tenant_id = \(tenant) and discharge_id = any (array(\(discharges)))
        and reason in ('dispute', 'administrativeDischarge', 'other')
      """,
      TaskMaking.exclusions(tenant: tenant, of: discharges), TaskMaking.tasks(tenant: tenant, of: discharges),
      ReadmissionEffect.settle(tenant: tenant, patients: patients, today: today),
    ]
  }

  /// `covered as (…)`: the patients over whom a hold stands, through all rows of the person, with the one discharge where it has one.
  private static func covered(_ tenant: UUID, _ patients: SQL, excludes: SQL) -> SQL {
    """
    covered as materialized (
      select kin.patient_id, h.discharge_id, h.reason from followup.hold h
        join discharges.patient self on self.tenant_id = \(tenant) and self.patient_id = h.patient_id
        join discharges.patient kin on kin.tenant_id = \(tenant) and kin.person_id = self.person_id
        where h.tenant_id = \(tenant) and h.lifted_on is null and \(excludes) and kin.patient_id = any (array(\(patients))))
    """
  }

  /// Whether the row `covered` says something of the row `t`, a task or a request for a number.
  private static let covers: SQL = """
    covered.patient_id = t.patient_id and (covered.discharge_id is null or covered.discharge_id = t.discharge_id)
    """

  private static func exclude(_ tenant: UUID, _ patients: SQL) -> SQL {
    """
    with \(covered(tenant, patients, excludes: "h.excludes"))
    update followup.task t set status = 'excluded', reason = covered.reason, next_attempt_at = null, version = t.version + 1,
        \(OpenTask.ending)
      from covered where t.tenant_id = \(tenant) and t.status in ('due', 'inProgress') and \(covers)
    """
  }

  private static func withdraw(_ tenant: UUID, _ patients: SQL) -> SQL {
    """
    with \(covered(tenant, patients, excludes: "h.excludes"))
    update followup.number_correction t set status = 'withdrawn', closed_at = now(), version = t.version + 1
      from covered where t.tenant_id = \(tenant) and t.status = 'open' and \(covers)
    """
  }

  /// What was excluded comes back when no hold excludes it any more, as long as the patient lives.
  private static func restore(_ tenant: UUID, _ patients: SQL, _ today: SQL) -> SQL {
    let closed: SQL = "(t.closed_at at time zone (select app.time_zone()))::date"
    return """
      with \(covered(tenant, patients, excludes: "h.excludes"))
      update followup.task t set status = 'due', reason = null, closed_at = null, version = t.version + 1,
          opens_on = case when t.due_on < \(today) then t.opens_on + (\(today) - \(closed)) else t.opens_on end,
          due_on = case when t.due_on < \(today) then t.due_on + (\(today) - \(closed)) else t.due_on end
        from discharges.patient p
        where p.tenant_id = \(tenant) and p.patient_id = t.patient_id and not p.deceased
          and t.tenant_id = \(tenant) and t.patient_id = any (array(\(patients))) and t.status = 'excluded'
          and t.reason <> 'superseded' and not exists (select from covered where \(covers))
      """
  }
}
