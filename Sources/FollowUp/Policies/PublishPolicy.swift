import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Publishes a draft: from this call on it makes tasks, and it never changes again. Discharges that are there already get theirs by a job.
///
/// No discharge is missed: a chunk of an import that has not seen the published policy holds the discharge lock, for which every chunk of
/// the job waits. None gets its tasks twice: each round of a policy has one task of a discharge.
struct PublishPolicy: Command {
  static let name: StaticString = "policy.publish"
  static let summary: StaticString =
    "Publishes a drafted policy; a job makes the tasks of the discharges that are there already"
  static let access = Access.requires(.policyManage)
  static let audit = AuditRule.personal("policy")

  let policyId: UUID
  let version: Int

  static let descriptions = [
    "policyId": "The policy", "version": "The drafted version; or a published one whose job was stopped or has failed",
  ]

  /// The job, if there is something to do for one.
  struct Output: Codable, Sendable, Described {
    let jobId: UUID?
    let tasks: Int
    static let descriptions = [
      "jobId":
        "The job that makes tasks of the discharges that are there already, to be waited for with job.wait; left out when there are none",
      "tasks": "How many tasks have been made of them so far: some only where a job was stopped that now goes on",
    ]
  }

  static let example = Example(
    PublishPolicy(policyId: CreatePolicy.example.answer.policyId, version: 1),
    answers: Output(jobId: Publication.sampleJob, tasks: 0))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let found = try await transaction.rows(
      """
      select status from followup.policy
        where tenant_id = \(call.tenant) and policy_id = \(policyId) and version = \(version) for update
      """)
    guard let status = try found.values(String.self).first else { throw Failure(.notFound) }
    let stopped = try await status == "published" ? Publication.stopped(policyId, version, transaction) : nil
    try await transaction.rows(
      "select app.guard(\(status == "draft" || stopped != nil), 'INVALID_STATE', 'version:notDraft')")
    if stopped == nil { try await publish(transaction) }
    guard try await Publication.hasDischarges(policyId, version, transaction) else {
      return Audited(Output(jobId: nil, tasks: 0), count: 1)
    }
    let job = try await Publication.start(policyId, version, transaction)
    return Audited(Output(jobId: job, tasks: stopped ?? 0), count: 1)
  }

  private func publish(_ transaction: borrowing WriteTransaction) async throws(Failure) {
    let tenant = transaction.call.tenant
    try await transaction.rows(
      """
      update followup.policy set status = 'retired'
        where tenant_id = \(tenant) and policy_id = \(policyId) and status = 'published'
      """)
    try await transaction.rows(
      """
      update followup.policy set status = 'published', published_at = now()
        where tenant_id = \(tenant) and policy_id = \(policyId) and version = \(version)
      """)
  }
}
