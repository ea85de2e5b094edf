import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Gives out an address under which the caller may fetch an import's rejected rows once, to correct them and send them again.
struct DownloadRejections: Command {
  static let name: StaticString = "discharge.import.rejection.download"
  static let summary: StaticString =
    "Gives a one-use address from which the caller gets an import's rejected rows as CSV, to be corrected and imported again"
  static let access = Access.requires(.dischargeImport)
  static let audit = AuditRule.impersonal("import")
  static let descriptions = ["importId": "The import"]

  let importId: UUID

  /// Where the file is.
  struct Output: Codable, Sendable, Described {
    let path: String
    let expiresAt: Date
    static let descriptions = [
      "path": "Where to GET it from, once, with the same bearer",
      "expiresAt": "When the address ends, five minutes from now",
    ]
  }

  static let example = Example(
    DownloadRejections(importId: ImportID.sample),
    answers: Output(
      path: "/files/downloads/\(String(repeating: "A", count: 43))",
      expiresAt: Date(timeIntervalSince1970: 1_793_500_000)))

  private static let seconds = 300.0

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let found = try await transaction.rows(
      "select file_deleted_at is null from discharges.import where tenant_id = \(call.tenant) and import_id = \(importId)"
    )
    guard let isKept = try? found.firstRow(Bool.self) else { throw Failure(.notFound) }
    guard isKept else {
      throw Failure(
        .invalidState,
        violations: [
          Violation(
            path: "importId", rule: "fileDeleted",
            message: LocalizedText(
              chinese: "文件已超过保存期限并删除，请重新导入原文件", english: "the file was deleted as the policy says: import it again"))
        ])
    }
    let token = SecureRandom.bytes(32)
    let end = call.now.addingTimeInterval(Self.seconds)
    try await transaction.rows(
      "delete from discharges.download where tenant_id = \(call.tenant) and expires_at < now() - interval '1 day'")
    try await transaction.rows(
      """
      insert into discharges.download (tenant_id, token_hash, import_id, account_id, expires_at)
      values (\(call.tenant), \(Digest.sha256(token)), \(importId), \(call.actor.account), \(end))
      """)
    return Audited(Output(path: "/files/downloads/\(Base64URL.encode(token))", expiresAt: end), count: 1)
  }
}
