package import FoundationEssentials
import FrontPages
import JSONRPC
package import Operations
import SQL
import Vault

/// Uses a download's address up. What GET /files/downloads/{token} calls first; not an RPC method of its own.
package struct OpenDownload: Command {
  package static let name: StaticString = "discharge.import.rejection.open"
  package static let summary: StaticString = "Uses a download's address up and begins its file"
  package static let access = Access.requires(.dischargeImport)
  package static let audit = AuditRule.impersonal("import")
  package static let isPublished = false
  package static let descriptions = ["token": "What the address ends with"]

  package let token: String

  /// The use of an address.
  package init(token: String) {
    self.token = token
  }

  /// How the file begins.
  package struct Output: Codable, Sendable, Described {
    package let importId: UUID
    package let fileName: String
    package let head: String
    package static let descriptions = [
      "importId": "The import", "fileName": "What to call the file", "head": "Its first line",
    ]
  }

  package static let example = Example(
    OpenDownload(token: String(repeating: "A", count: 43)),
    answers: Output(importId: ImportID.sample, fileName: "rejected-n041-2026-10.csv", head: "拒绝原因,BAH,XM\r\n"))

  package func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
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
