import Discharges
import FoundationEssentials
import Operations
import SQL

/// What holds do to tasks, as sets: whatever stands over a patient or a discharge now is brought to their tasks, so placing, lifting, a
/// hold's end and an import all say the same.
enum HoldEffect {
  /// Everything that follows from a changed hold of these patients.
  /// - Parameter patients: a `select` of `patient_id`.
  static func refresh(_ transaction: borrowing SharedTransaction, patients chosen: SQL) async throws {
    let tenant = transaction.tenant
    let patients = Person.rows(tenant: tenant, of: chosen)
    let discharges = discharges(tenant, of: patients)
    try await transaction.pipelined([
      exclude(tenant, patients), withdraw(tenant, patients),
      include(tenant, patients, transaction.today),
      """
      delete from followup.exclusion where tenant_id = \(tenant) and discharge_id = any (array(\(discharges)))
        and reason in ('dispute', 'administrativeDischarge', 'other')
      """,
      TaskMaking.exclusions(tenant: tenant, of: discharges), TaskMaking.tasks(tenant: tenant, of: discharges),
    ])
    try await LaterStays.settle(transaction, patients: patients)
  }

  /// The discharges of patients, as a `select` of `discharge_id`; tasks are found by them.
  static func discharges(_ tenant: UUID, of patients: SQL) -> SQL {
    """
    select of_patient.discharge_id from discharges.discharge of_patient
      where of_patient.tenant_id = \(tenant) and of_patient.patient_id = any (array(\(patients)))
    """
  }

  /// `covered as (…)`: the patients whom a hold leaves out, through all rows of the person, with the one discharge where it has one.
  private static func covered(_ tenant: UUID, _ patients: SQL) -> SQL {
    """
    covered as materialized (
      select kin.patient_id, h.discharge_id, h.reason, h.hold_id, h.version as hold_version from followup.hold h
        join discharges.patient self on self.tenant_id = \(tenant) and self.patient_id = h.patient_id
        join discharges.patient kin on kin.tenant_id = \(tenant) and kin.person_id = self.person_id
        where h.tenant_id = \(tenant) and h.lifted_on is null and h.excludes and kin.patient_id = any (array(\(patients))))
    """
  }

  /// What a hold leaves out ends.
  static func exclude(_ tenant: UUID, _ patients: SQL) -> SQL {
    """
    with \(covered(tenant, patients))
    \(TaskTransition.exclude.update(
        tenant: tenant, facts: "covered as fact",
        where: """
          t.discharge_id = any (array(\(discharges(tenant, of: patients))))
            and fact.patient_id = t.patient_id and (fact.discharge_id is null or fact.discharge_id = t.discharge_id)
          """))
    """
  }

  private static func withdraw(_ tenant: UUID, _ patients: SQL) -> SQL {
    """
    with \(covered(tenant, patients))
    update followup.number_correction n set status = 'withdrawn', closed_at = now(), version = n.version + 1
      from covered where n.tenant_id = \(tenant) and n.status = 'open'
        and covered.patient_id = n.patient_id and (covered.discharge_id is null or covered.discharge_id = n.discharge_id)
    """
  }

  /// What was excluded comes back when no hold excludes it any more, as long as the patient lives.
  private static func include(_ tenant: UUID, _ patients: SQL, _ today: SQL) -> SQL {
    """
    with \(covered(tenant, patients))
    \(TaskTransition.include.update(
        tenant: tenant, facts: "(select \(today) as today) as fact",
        where: """
          t.discharge_id = any (array(\(discharges(tenant, of: patients))))
            and exists (
              select from discharges.patient p
                where p.tenant_id = \(tenant) and p.patient_id = t.patient_id and not p.deceased)
            and not exists (
              select from covered where covered.patient_id = t.patient_id
                and (covered.discharge_id is null or covered.discharge_id = t.discharge_id))
          """))
    """
  }
}
