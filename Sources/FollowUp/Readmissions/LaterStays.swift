import Discharges
import FoundationEssentials
import Operations
import SQL

/// What coming back means for the tasks of the stays before: they rest while the patient is inside, end as superseded once the new stay
/// has a plan of its own of the same policy and level, and go on when it has none or is taken back.
///
/// What somebody has in hand may be finished, and what was promised is kept. A person who has lifted the service's hold wants the earlier
/// stay called about: that stands.
enum LaterStays {
  /// Brings all of this, and whatever holds stand over them, to the open tasks of these patients' persons.
  /// - Parameter patients: a `select` of `patient_id`.
  static func settle(_ transaction: borrowing SharedTransaction, patients: SQL) async throws {
    try await transaction.acrossDepartments(
      reason: "whoever opens a stay in one ward need not see the others, whose tasks rest or end for it"
    ) { wide in
      let found = try await wide.rows(ReplacedPlans.statement(tenant: wide.tenant, patients: patients))
      let plans = try ReplacedPlans(found)
      guard !plans.patients.isEmpty else { return }
      let today: SQL = wide.today
      try await wide.pipelined(
        ReplacedTasks(tenant: wide.tenant, today: today, plans: plans).back
          + InpatientHold.ended(tenant: wide.tenant, today: today, patients: plans.patients)
          + HeldTasks.unheld(tenant: wide.tenant, today: today, stays: plans.stays)
          + ReplacedTasks(tenant: wide.tenant, today: today, plans: plans).ended
          + InpatientHold.placed(tenant: wide.tenant, today: today, patients: plans.patients)
          + HeldTasks.held(tenant: wide.tenant, today: today, stays: plans.stays))
    }
  }

  /// Whom a chunk of an import may concern: everybody whose stay it changed; of those whose stay it brought only who has another one, a hold
  /// or an open stay. Most have not, and there is nothing to settle. With them those whom somebody had in hand when a later plan took
  /// their place, and never recorded an attempt at.
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
    union all
    select patient_id from followup.task
      where tenant_id = \(tenant) and claimed_by is not null and resumes = 'superseded'
    """
  }
}
