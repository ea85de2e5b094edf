import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import SQL
import Vault

/// Uses a download's address up. What GET /files/downloads/{token} calls first; not an RPC method of its own.
struct OpenDownload: Command {
  static let name: StaticString = "discharge.import.rejection.open"
  static let summary: StaticString = "Uses a download's address up and begins its file"
  static let access = Access.requires(.dischargeImport)
  static let audit = AuditRule.impersonal("import")
  static let descriptions = ["token": "What the address ends with"]

  let token: String

  /// How the file begins.
  struct Output: Codable, Sendable, Described {
    let importId: UUID
    let fileName: String
    let head: String
    static let descriptions = [
      "importId": "The import", "fileName": "What to call the file", "head": "Its first line",
    ]
  }

  static let example = Example(
    OpenDownload(token: String(repeating: "A", count: 43)),
    answers: Output(importId: ImportID.sample, fileName: "rejected-n041-2026-10.csv", head: "拒绝原因,BAH,XM\r\n"))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    guard let secret = Base64URL.decode(token), secret.count == 32 else { throw Failure(.notFound) }
    let rows = try await transaction.rows(
      """
      update discharges.download d set used_at = now()
        from discharges.import i
        where d.tenant_id = \(call.tenant) and d.token_hash = \(Digest.sha256(secret)) and d.account_id = \(call.actor.account)
          and d.used_at is null and d.expires_at > now()
          and i.tenant_id = d.tenant_id and i.import_id = d.import_id
        returning i.import_id, i.file_name, i.columns
      """)
    guard let row = rows.first, let (id, name, columns) = try? row.decode((UUID, String, [String]).self) else {
      throw Failure(.notFound)
    }
    let head = String(decoding: CorrectionFile.header(columns), as: UTF8.self)
    return Audited(Output(importId: id, fileName: "rejected-\(name)", head: head), count: 1)
  }
}
