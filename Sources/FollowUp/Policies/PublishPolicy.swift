import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Publishes a draft: from now on it makes tasks, and it never changes again. Discharges that are there already get theirs at once.
struct PublishPolicy: Command {
  static let name: StaticString = "policy.publish"
  static let summary: StaticString =
    "Publishes a drafted policy and makes the tasks of the discharges that are there already"
  static let access = Access.requires(.policyManage)
  static let audit = AuditRule.personal("policy")

  let policyId: UUID
  let version: Int

  static let descriptions = ["policyId": "The policy", "version": "The drafted version"]

  /// What publishing did.
  struct Output: Codable, Sendable, Described {
    let tasks: Int
    static let descriptions = ["tasks": "How many tasks were made of discharges that were there already"]
  }

  static let example = Example(
    PublishPolicy(policyId: CreatePolicy.example.answer.policyId, version: 1), answers: Output(tasks: 0))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    try await transaction.rows(DischargeLock.statement(tenant: call.tenant))
    let drafts = try await transaction.rows(
      """
      select status from followup.policy
        where tenant_id = \(call.tenant) and policy_id = \(policyId) and version = \(version) for update
      """)
    guard let status = try? drafts.first?.column(0, as: String.self) else { throw Failure(.notFound) }
    try await transaction.rows("select app.guard(\(status == "draft"), 'INVALID_STATE', 'version:notDraft')")
    try await transaction.rows(
      """
      update followup.policy set status = 'retired'
        where tenant_id = \(call.tenant) and policy_id = \(policyId) and status = 'published'
      """)
    try await transaction.rows(
      """
      update followup.policy set status = 'published', published_at = now()
        where tenant_id = \(call.tenant) and policy_id = \(policyId) and version = \(version)
      """)
    let discharges: SQL = """
      select d.discharge_id from discharges.discharge d join followup.policy p
        on p.tenant_id = d.tenant_id and p.policy_id = \(policyId) and p.version = \(version)
        where d.tenant_id = \(call.tenant) and d.discharged_on >= p.discharged_from
      """
    try await transaction.rows(TaskMaking.exclusions(tenant: call.tenant, of: discharges))
    let made = try await transaction.rows(TaskMaking.tasks(tenant: call.tenant, of: discharges))
    try await transaction.shared {
      try await LaterStays.settle($0, patients: Self.whoMayRestOrHaveComeBack(call.tenant))
    }
    return Audited(Output(tasks: made.affected), count: made.affected)
  }

  /// Under a hold, with several discharges, with an open stay, or with several record numbers: a small part of all patients.
  private static func whoMayRestOrHaveComeBack(_ tenant: UUID) -> SQL {
    """
    select patient_id from discharges.discharge where tenant_id = \(tenant) group by patient_id having count(*) > 1
    union all
    select patient_id from followup.hold where tenant_id = \(tenant) and lifted_on is null
    union all
    select patient_id from discharges.visit where tenant_id = \(tenant) and ended_on is null
    union all
    select merged_id from discharges.patient_merge where tenant_id = \(tenant) and unmerged_at is null
    """
  }
}
