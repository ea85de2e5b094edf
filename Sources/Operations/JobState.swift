import FoundationEssentials
import JSONRPC
import SQL

/// How a job stands.
struct JobState: Codable, Sendable, Described {
  let jobId: UUID
  let kind: String
  let status: Status
  let done: Int
  let total: Int
  let message: String
  let errorCode: String?

  /// Where a job can be.
  enum Status: String, Codable, Sendable, CaseIterable, JSONSchemaProviding, SQLDecodable {
    case queued, running, succeeded, failed, cancelled
    var isFinal: Bool { self == .succeeded || self == .failed || self == .cancelled }
  }

  static let descriptions = [
    "jobId": "The job", "kind": "What it does", "status": "queued, running, succeeded, failed or cancelled",
    "done": "How much is done", "total": "Of how much", "message": "Where it is, or why it failed",
    "errorCode":
      "Why it failed, or was interrupted the last time: the rule that refused it, or a code such as INTERNAL or ATTEMPTS_EXHAUSTED",
  ]

  static let sample = JobState(
    jobId: UUID(uuid: (1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 8)), kind: "dischargeImport",
    status: .succeeded,
    done: 1, total: 1, message: "", errorCode: nil)

  /// A person sees the own jobs.
  static func plan(_ jobId: UUID, _ call: CallContext) -> ReadPlan<JobState> {
    .one(
      shape.select(
        from: """
          operations.job j
          where j.tenant_id = \(call.tenant) and j.job_id = \(jobId) and j.account_id = \(call.actor.account)
          """))
  }

  /// `j` is the job.
  private static let shape = RowShape { row in
    JobState(
      jobId: try row["j.job_id"],
      kind: try row["j.kind"],
      status: try row["j.status"],
      done: try row["j.done"],
      total: try row["j.total"],
      message: try row["j.message"],
      errorCode: try row["j.error_code"])
  }
}
