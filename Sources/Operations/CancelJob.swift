import FoundationEssentials
import JSONRPC
import SQL

/// Asks a job to stop at its next chunk; what is done stays done.
struct CancelJob: Command {
  static let name: StaticString = "job.cancel"
  static let summary: StaticString = "Asks a job of the caller's to stop; what is done stays done"
  static let access = Access.authenticated
  static let audit = AuditRule.impersonal("job")
  static let descriptions = ["jobId": "The job"]

  let jobId: UUID

  /// Whether it was still under way.
  struct Output: Codable, Sendable, Described {
    let requested: Bool
    static let descriptions = [
      "requested": "False when the job had ended already, or is one that is done as a whole, such as undoing an import"
    ]
  }

  static let example = Example(CancelJob(jobId: JobState.sample.jobId), answers: Output(requested: true))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let rows = try await transaction.rows(
      """
      select status, kind = 'dischargeImportUndo' from operations.job
        where tenant_id = \(call.tenant) and job_id = \(jobId) and account_id = \(call.actor.account)
      """)
    guard let (status, isWhole) = try? rows.first?.decode((String, Bool).self) else { throw Failure(.notFound) }
    // Half an undoing would be neither the one nor the other.
    guard !isWhole else { return Audited(Output(requested: false), count: 1) }
    guard status == "queued" || status == "running" else { return Audited(Output(requested: false), count: 1) }
    try await transaction.rows(JobCancellation.statement(tenant: call.tenant, job: "select \(jobId)::uuid"))
    // A job that rests ends at once; one that is under way keeps its row locked as long as a chunk takes.
    try await transaction.rows(
      """
      update operations.job set not_before = null
        where tenant_id = \(call.tenant) and job_id = (
          select job_id from operations.job
            where tenant_id = \(call.tenant) and job_id = \(jobId) and status = 'queued' and not_before is not null
            for no key update skip locked)
      """)
    try await transaction.rows("select pg_notify('huifang_signal', 'jobs')")
    return Audited(Output(requested: true), count: 1)
  }
}
