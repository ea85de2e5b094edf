import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Removes what is held of a hospital whose contract ended and whose waiting period is over. There is no way back.
struct RemoveHospital: Command {
  static let name: StaticString = "hospital.remove"
  static let summary: StaticString =
    "Starts the removal of all that is held of a terminated hospital; there is no way back"
  static let access = Access.requires(.hospitalRemove)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = [
    "organizationId": "The hospital", "confirmCode": "The hospital's code once more, typed by whoever means it",
  ]

  let organizationId: UUID
  let confirmCode: String

  /// The job.
  struct Output: Codable, Sendable, Described {
    let jobId: UUID
    static let descriptions = ["jobId": "The job, to be waited for with job.wait"]
  }

  static let example = Example(
    RemoveHospital(organizationId: CreateExport.sampleID, confirmCode: "49557184-0"),
    answers: Output(jobId: CreateExport.sampleID))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let hospital = try await Hospital.require(organizationId, transaction)
    guard hospital.code == confirmCode else {
      throw Failure.rule(
        "confirmCode", "confirmation",
        LocalizedText(chinese: "机构代码与所选医院不符", english: "is not the code of this hospital"))
    }
    guard let removableFrom = hospital.removableFrom, !hospital.isRemoved else {
      throw Failure.state(
        "organizationId", "terminated",
        LocalizedText(chinese: "该医院未终止服务或已删除", english: "the hospital isn't terminated, or is removed already"))
    }
    guard removableFrom <= call.today else {
      throw Failure.state(
        "organizationId", "notYetRemovable",
        LocalizedText(chinese: "等待期至 \(removableFrom) 届满", english: "may be removed from \(removableFrom) on"))
    }
    let running = try await transaction.rows(
      """
      select job_id from operations.job where tenant_id = \(call.tenant) and kind = 'hospitalRemoval'
        and subject_id = \(organizationId) and status in ('queued', 'running')
      """)
    if let job = try? running.first?.column(0, as: UUID.self) { return Audited(Output(jobId: job), count: 0) }
    let job = UUID.version7()
    try await transaction.rows(
      """
      insert into operations.job (tenant_id, job_id, kind, subject_id, account_id, roles)
      values (\(call.tenant), \(job), 'hospitalRemoval', \(organizationId), \(call.actor.account),
        \(call.actor.roleNames))
      """)
    try await transaction.rows("select pg_notify('huifang_signal', 'jobs')")
    return Audited(Output(jobId: job), count: 1)
  }
}
