import FoundationEssentials
public import JSONRPC
import SQL

/// The methods by which long work is watched.
public enum Jobs {
  /// The methods.
  public static func methods() throws -> [RegisteredMethod] {
    [try .query(ReadJob.self), try .waiting(WaitForJob.self), try .command(CancelJob.self)]
  }
}

/// How a job stands.
public struct JobState: Codable, Sendable, Described {
  let jobId: UUID
  let kind: String
  let status: Status
  let done: Int
  let total: Int
  let message: String

  /// Where a job can be.
  public enum Status: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
    case queued, running, succeeded, failed, cancelled
    var isFinal: Bool { self == .succeeded || self == .failed || self == .cancelled }
  }

  public static let descriptions = [
    "jobId": "The job", "kind": "What it does", "status": "queued, running, succeeded, failed or cancelled",
    "done": "How much is done", "total": "Of how much", "message": "Where it is, or why it failed",
  ]

  static let sample = JobState(
    jobId: UUID(uuid: (1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 8)), kind: "dischargeImport", status: .succeeded,
    done: 1, total: 1, message: "")

  /// A person sees the own jobs.
  static func plan(_ jobId: UUID, _ call: CallContext) -> ReadPlan<JobState> {
    ReadPlan(
      """
      select null::uuid as subject, job_id, kind, status, done, total, message from operations.job
        where tenant_id = \(call.tenant) and job_id = \(jobId) and account_id = \(call.actor.account)
      """, lane: .point
    ) { rows, _ in
      guard let row = rows.first else { throw Failure(.notFound) }
      var reader = RowReader(row)
      _ = try reader.next(UUID?.self)
      return JobState(
        jobId: try reader.next(), kind: try reader.next(), status: Status(rawValue: try reader.next()) ?? .queued,
        done: try reader.next(), total: try reader.next(), message: try reader.next())
    }
  }
}

/// How a job stands now.
public struct ReadJob: PipelinedQuery {
  public static let name: StaticString = "job.get"
  public static let summary: StaticString = "How a job of the caller's stands"
  public static let access = Access.signedIn
  public static let audit = AuditRule.impersonal("job")
  public static let descriptions = ["jobId": "The job"]

  public typealias Output = JobState

  let jobId: UUID

  public static let example = Example(ReadJob(jobId: JobState.sample.jobId), answers: JobState.sample)

  public func plan(_ call: CallContext) throws(Failure) -> ReadPlan<JobState> {
    JobState.plan(jobId, call)
  }
}

/// Waits until a job has ended, or the time is up.
public struct WaitForJob: WaitingQuery {
  public static let name: StaticString = "job.wait"
  public static let summary: StaticString = "Waits until a job of the caller's has ended or the time is up, and says how it stands"
  public static let access = Access.signedIn
  public static let audit = AuditRule.impersonal("job")
  public static let descriptions = ["jobId": "The job", "timeoutMs": "How long to wait: 0 to 25000, 10000 when left out"]

  public typealias Output = JobState

  let jobId: UUID
  let timeoutMs: Int?

  public static let example = Example(
    WaitForJob(jobId: JobState.sample.jobId, timeoutMs: 10_000), answers: JobState.sample)

  public func plan(_ call: CallContext) throws(Failure) -> ReadPlan<JobState> {
    guard (0...25_000).contains(timeoutMs ?? 10_000) else {
      throw Failure.violation(
        "timeoutMs", "range", LocalizedText(chinese: "须在 0 到 25000 毫秒之间", english: "must be 0 to 25000 milliseconds"))
    }
    return JobState.plan(jobId, call)
  }

  public var signal: String { "job:\(jobId.uuidString.lowercased())" }
  public var patience: Duration { .milliseconds(timeoutMs ?? 10_000) }
  public func isSettled(_ output: JobState) -> Bool { output.status.isFinal }
}

/// Asks a job to stop at its next chunk; what is done stays done.
public struct CancelJob: Command {
  public static let name: StaticString = "job.cancel"
  public static let summary: StaticString = "Asks a job of the caller's to stop; what is done stays done"
  public static let access = Access.signedIn
  public static let audit = AuditRule.impersonal("job")
  public static let descriptions = ["jobId": "The job"]

  let jobId: UUID

  /// Whether it was still under way.
  public struct Output: Codable, Sendable, Described {
    let requested: Bool
    public static let descriptions = ["requested": "False when the job had ended already"]
  }

  public static let example = Example(CancelJob(jobId: JobState.sample.jobId), answers: Output(requested: true))

  public func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let rows = try await transaction.rows(
      """
      select status from operations.job
        where tenant_id = \(call.tenant) and job_id = \(jobId) and account_id = \(call.actor.account)
      """)
    guard let status = try? rows.first?.column(0, as: String.self) else { throw Failure(.notFound) }
    try await transaction.rows(
      """
      update operations.job set cancel_requested = true
        where tenant_id = \(call.tenant) and job_id = \(jobId) and status in ('queued', 'running')
      """)
    return Audited(Output(requested: status == "queued" || status == "running"), count: 1)
  }
}
