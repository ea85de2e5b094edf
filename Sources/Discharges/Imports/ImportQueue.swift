import FoundationEssentials
import Operations
import SQL
import Vault

/// Where work on an import waits for a process that takes it up.
enum ImportQueue {
  /// Puts a job into the queue, for the caller.
  static func add(
    _ kind: String, _ importID: UUID, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> UUID {
    let call = transaction.call
    let job = UUID.version7()
    try await transaction.rows(
      """
      insert into operations.job (tenant_id, job_id, kind, subject_id, account_id, roles)
      values (\(call.tenant), \(job), \(kind), \(importID), \(call.actor.account), \(call.actor.roleNames))
      """)
    try await transaction.rows("select pg_notify('huifang_signal', 'jobs')")
    return job
  }
}
