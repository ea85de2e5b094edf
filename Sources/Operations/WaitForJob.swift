import FoundationEssentials
import JSONRPC
import SQL

/// Waits until a job has ended, or the time is up.
struct WaitForJob: WaitingQuery {
  static let name: StaticString = "job.wait"
  static let summary: StaticString =
    "Waits until a job of the caller's has ended or the time is up, and says how it stands"
  static let access = Access.authenticated
  static let audit = AuditRule.impersonal("job")
  static let descriptions = [
    "jobId": "The job", "timeoutMs": "How long to wait: 0 to 25000, 10000 when left out",
  ]

  typealias Output = JobState

  let jobId: UUID
  var timeoutMs: Int?

  static let example = Example(
    WaitForJob(jobId: JobState.sample.jobId, timeoutMs: 10_000), answers: JobState.sample)

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<JobState> {
    guard (0...25_000).contains(timeoutMs ?? 10_000) else {
      throw Failure.violation(
        "timeoutMs", "range", LocalizedText(chinese: "须在 0 到 25000 毫秒之间", english: "must be 0 to 25000 milliseconds"))
    }
    return JobState.plan(jobId, call)
  }

  var signal: String { "job:\(jobId.uuidString.lowercased())" }
  var patience: Duration { .milliseconds(timeoutMs ?? 10_000) }
  func isSettled(_ output: JobState) -> Bool { output.status.isFinal }
}
