public import FoundationEssentials
public import SQL

/// The wish that a job stop. It stands in a table of its own, since a job's row is locked as long as a chunk takes.
public enum JobCancellation {
  /// The statement that asks jobs to stop at their next chunk.
  /// - Parameter jobs: a `select` of `job_id`.
  public static func statement(tenant: UUID, job jobs: SQL) -> SQL {
    """
    insert into operations.job_cancellation (tenant_id, job_id)
    select tenant_id, job_id from operations.job
      where tenant_id = \(tenant) and status in ('queued', 'running') and job_id = any (array(\(jobs)))
    on conflict do nothing
    """
  }
}
