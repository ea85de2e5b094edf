import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Uses an address up. What the GET beside the API calls first; not an RPC method of its own.
struct BeginDownload: Command {
  static let name: StaticString = "hospital.export.beginDownload"
  static let summary: StaticString = "Uses the address of an archive up"
  static let access = Access.requires(.hospitalExport)
  static let audit = AuditRule.impersonal("export")
  static let descriptions = ["exportId": "The archive", "token": "The last part of the address"]

  let exportId: UUID
  let token: String

  /// How much there is.
  struct Output: Codable, Sendable, Described {
    let bytes: Int
    let parts: Int
    static let descriptions = ["bytes": "How long the file is", "parts": "In how many parts it lies"]
  }

  static let example = Example(
    BeginDownload(exportId: CreateExport.sampleID, token: "2Q1x"), answers: Output(bytes: 4_194_304, parts: 7))

  /// An address that was used, is too old or never was: all the same.
  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let rows = try await transaction.rows(
      """
      update handover.export set download_hash = null, download_until = null, downloaded_at = now(),
          expires_at = least(expires_at, now() + interval '1 day')
        where tenant_id = \(call.tenant) and export_id = \(exportId) and status = 'ready'
          and download_hash = \(Digest.sha256(token)) and download_until > now()
        returning byte_count + 16, part_count
      """)
    guard let (bytes, parts) = try? rows.firstRow((Int, Int).self) else { throw Failure(.notFound) }
    return Audited(Output(bytes: bytes, parts: parts), count: 1)
  }
}
