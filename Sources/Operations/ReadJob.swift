import FoundationEssentials
import JSONRPC
import SQL

/// How a job stands now.
struct ReadJob: PipelinedQuery {
  static let name: StaticString = "job.get"
  static let summary: StaticString = "How a job of the caller's stands"
  static let access = Access.authenticated
  static let audit = AuditRule.impersonal("job")
  static let descriptions = ["jobId": "The job"]

  typealias Output = JobState

  let jobId: UUID

  static let example = Example(ReadJob(jobId: JobState.sample.jobId), answers: JobState.sample)

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<JobState> {
    JobState.plan(jobId, call)
  }
}
