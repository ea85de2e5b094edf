package import FoundationEssentials
import JSONRPC
package import Operations
import SQL
import Vault

/// Uses an address up. What the GET beside the API calls first; not an RPC method of its own.
package struct BeginDownload: Command {
  package static let name: StaticString = "hospital.export.beginDownload"
  package static let summary: StaticString = "Uses the address of an archive up"
  package static let access = Access.requires(.hospitalExport)
  package static let audit = AuditRule.impersonal("export")
  package static let isPublished = false
  package static let descriptions = ["exportId": "The archive", "token": "The last part of the address"]

  package let exportId: UUID
  package let token: String

  /// The use of an address.
  package init(exportId: UUID, token: String) {
    self.exportId = exportId
    self.token = token
  }

  /// How much there is.
  package struct Output: Codable, Sendable, Described {
    package let bytes: Int
    package let parts: Int
    package static let descriptions = ["bytes": "How long the file is", "parts": "In how many parts it lies"]
  }

  package static let example = Example(
    BeginDownload(exportId: CreateExport.sampleID, token: "2Q1x"), answers: Output(bytes: 4_194_304, parts: 7))

  /// An address that was used, is too old or never was: all the same.
  package func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
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
