import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// What becomes of the discharges that are there when a policy is published, as `followup.publication` keeps it.
enum Publication {
  static let sampleJob = UUID(uuid: (1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 8))

  /// How many tasks a job has made that was stopped or has failed; nil when there is none such.
  static func stopped(
    _ policy: UUID, _ version: Int, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> Int? {
    let tenant = transaction.call.tenant
    let rows = try await transaction.rows(
      """
      select b.task_count from followup.publication b
        join operations.job j on j.tenant_id = b.tenant_id and j.job_id = b.job_id
        where b.tenant_id = \(tenant) and b.policy_id = \(policy) and b.version = \(version)
          and j.status in ('cancelled', 'failed')
      """)
    return try rows.values(Int.self).first
  }

  /// Whether there are discharges to make tasks of. A file that is being read counts: the chunk under way may not have seen the policy.
  static func hasDischarges(
    _ policy: UUID, _ version: Int, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> Bool {
    let tenant = transaction.call.tenant
    let rows = try await transaction.rows(
      """
      select exists (select from discharges.import i where i.tenant_id = \(tenant) and i.status = 'committed')
        or exists (
          select from followup.policy p join discharges.discharge d on d.tenant_id = p.tenant_id and d.discharged_on >= p.discharged_from
            where p.tenant_id = \(tenant) and p.policy_id = \(policy) and p.version = \(version))
      """)
    return try rows.values(Bool.self).first ?? false
  }

  /// Puts the job into the queue. One that goes on begins where the one before has ended.
  static func start(
    _ policy: UUID, _ version: Int, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> UUID {
    let call = transaction.call
    let job = UUID.version7()
    try await transaction.rows(
      """
      insert into operations.job (tenant_id, job_id, kind, subject_id, account_id, roles)
      values (\(call.tenant), \(job), \(PublicationJob.name), \(policy), \(call.actor.account), \(call.actor.roleNames))
      """)
    try await transaction.rows(
      """
      insert into followup.publication (tenant_id, policy_id, version, job_id)
      values (\(call.tenant), \(policy), \(version), \(job))
      on conflict (tenant_id, policy_id, version) do update set job_id = excluded.job_id
      """)
    try await transaction.rows("select pg_notify('huifang_signal', 'jobs')")
    return job
  }
}
