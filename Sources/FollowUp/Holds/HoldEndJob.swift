import Discharges
import FoundationEssentials
public import Operations
import SQL
import Vault

/// Lifts a hold on the day after its last one, for the person who placed it. One that is lifted already it leaves alone.
public struct HoldEndJob: JobHandler {
  /// As `operations.job` names it.
  public let kind = "holdEnd"

  /// Ends holds.
  public init() {}

  /// Lifts the hold and brings that to its tasks.
  public func run(_ job: RunningJob) async throws {
    try await job.chunk("hold.end") { transaction in
      let held = try await transaction.rows(
        """
        select p.patient_id, p.subject_id from discharges.patient p
          where p.tenant_id = \(transaction.tenant) and p.patient_id = (
            select h.patient_id from followup.hold h
              where h.tenant_id = \(transaction.tenant) and h.hold_id = \(job.subjectID) and h.lifted_on is null)
        """)
      guard let row = held.first else { return try await transaction.close(subjects: [], count: 0) }
      let (patient, subject) = try row.decode((UUID, UUID).self)
      try await transaction.rows(
        PatientLock.statement(tenant: transaction.tenant, patient: "select \(patient)::uuid"))
      try await transaction.rows(
        """
        update followup.hold h set lifted_on = \(HospitalClock.today), lifted_as = 'ended', version = h.version + 1
          where h.tenant_id = \(transaction.tenant) and h.hold_id = \(job.subjectID) and h.lifted_on is null
        """)
      try await transaction.shared { try await HoldEffect.refresh($0, patients: "select \(patient)::uuid") }
      try await transaction.close(subjects: [subject], count: 1)
    }
  }

  /// Puts the job into the queue, to begin when the day is over.
  static func schedule(
    hold: UUID, after day: CalendarDay, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) {
    let call = transaction.call
    try await transaction.rows(
      """
      insert into operations.job (tenant_id, job_id, kind, subject_id, account_id, roles, not_before)
      values (\(call.tenant), \(UUID.version7()), 'holdEnd', \(hold), \(call.actor.account),
        \(call.actor.roleNames),
        \(HospitalClock.start(of: "\(day.adding(days: 1))::date")))
      """)
  }
}
