import FoundationEssentials
public import JSONRPC
import SQL

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
