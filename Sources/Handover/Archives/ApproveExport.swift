import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Approves an archive that somebody else has asked for; from here on a job writes it.
struct ApproveExport: Command {
  static let name: StaticString = "hospital.export.approve"
  static let summary: StaticString =
    "Approves an archive that another person has asked for, and starts the job that writes it"
  static let access = Access.requires(.hospitalExportApprove)
  static let audit = AuditRule.impersonal("export")
  static let descriptions = ["exportId": "The archive that was asked for"]

  let exportId: UUID

  /// The job.
  struct Output: Codable, Sendable, Described {
    let jobId: UUID
    static let descriptions = ["jobId": "The job; whoever asked for the archive waits for it with job.wait"]
  }

  static let example = Example(
    ApproveExport(exportId: CreateExport.sampleID), answers: Output(jobId: CreateExport.sampleID))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let rows = try await transaction.rows(
      """
      select status, requested_by, requested_roles, coalesce(expires_at, created_at + interval '7 days') <= now()
        from handover.export
        where tenant_id = \(call.tenant) and export_id = \(exportId) for update
      """)
    guard let (status, requester, roles, isOver) = try? rows.firstRow((String, UUID, String, Bool).self) else {
      throw Failure(.notFound)
    }
    guard status == "requested" else {
      throw Failure.state(
        "exportId", "requested",
        LocalizedText(chinese: "该导出已审批或已作废", english: "it has been approved or discarded already"))
    }
    guard !isOver else {
      throw Failure.state(
        "exportId", "expired",
        LocalizedText(
          chinese: "申请已超过 7 天未审批，请作废后重新申请", english: "nobody approved it within 7 days: discard it and ask again"))
    }
    guard requester != call.actor.account else {
      throw Failure.rule(
        "exportId", "twoPeople",
        LocalizedText(chinese: "申请人不能审批自己的导出", english: "whoever asked for it can't approve it"))
    }
    // Whoever has set somebody's password or code can sign in as that somebody: one person then, not two.
    try await transaction.rows(
      """
      select app.guard(not identity.is_lately_reset(array[\(requester), \(call.actor.account)]), 'RULE_VIOLATION',
        'exportId:latelyReset')
      """)
    let job = UUID.version7()
    try await transaction.rows(
      """
      insert into operations.job (tenant_id, job_id, kind, subject_id, account_id, roles)
      values (\(call.tenant), \(job), 'hospitalExport', \(exportId), \(requester), \(roles))
      """)
    try await transaction.rows(
      """
      update handover.export set status = 'approved', approved_by = \(call.actor.account), approved_at = now(), job_id = \(job),
          expires_at = now() + interval '7 days'
        where tenant_id = \(call.tenant) and export_id = \(exportId)
      """)
    try await transaction.rows("select pg_notify('huifang_signal', 'jobs')")
    return Audited(Output(jobId: job), count: 1)
  }
}
