import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Starts an import again that failed or was stopped, behind the last row that it took.
struct ResumeImport: Command {
  static let name: StaticString = "discharge.import.resume"
  static let summary: StaticString =
    "Starts an import again that failed or was cancelled: the stored file is read on behind the last row taken"
  static let access = Access.requires(.dischargeImport)
  static let audit = AuditRule.impersonal("import")
  static let descriptions = ["importId": "The import"]

  let importId: UUID

  typealias Output = CommitImport.Output

  static let example = Example(
    ResumeImport(importId: ImportID.sample), answers: CommitImport.Output(jobId: ImportID.sample))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let tenant = transaction.call.tenant
    let rows = try await transaction.rows(
      """
      select i.status, i.file_deleted_at is null and i.sha256 is not null, coalesce(j.status in ('queued', 'running'), false)
        from discharges.import i left join operations.job j on j.tenant_id = i.tenant_id and j.job_id = i.job_id
        where i.tenant_id = \(tenant) and i.import_id = \(importId) for update of i
      """)
    guard let (status, isKept, isUnderWay) = try? rows.first?.decode((String, Bool, Bool).self) else {
      throw Failure(.notFound)
    }
    // Committed without a job: the contract was ended in its midst, and resumed.
    guard status == "failed" || status == "cancelled" || status == "committed" && !isUnderWay else {
      throw Failure(
        .invalidState,
        violations: [
          Violation(
            path: "importId", rule: "stopped",
            message: LocalizedText(
              chinese: "只有失败或已取消的导入可以继续", english: "only an import that failed or was cancelled can be started again"))
        ])
    }
    guard isKept else {
      throw Failure(
        .invalidState,
        violations: [
          Violation(
            path: "importId", rule: "fileDeleted",
            message: LocalizedText(
              chinese: "文件未提交或已超过保存期限并删除，请重新导入原文件",
              english: "the file was never committed, or was deleted as the policy says: import it again"))
        ])
    }
    let job = try await ImportQueue.add("dischargeImport", importId, transaction)
    try await transaction.rows(
      """
      update discharges.import set status = 'committed', job_id = \(job), problem = null, problem_english = null,
          problem_code = null
        where tenant_id = \(tenant) and import_id = \(importId)
      """)
    return Audited(Output(jobId: job), count: 1)
  }
}
