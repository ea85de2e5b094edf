import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Gives an address to fetch a finished archive from: once, within five minutes, with the caller's bearer.
struct PrepareDownload: Command {
  static let name: StaticString = "hospital.export.download"
  static let summary: StaticString =
    "Gives a one-use address to fetch a finished archive from by GET, with the same bearer"
  static let access = Access.requires(.hospitalExport)
  static let audit = AuditRule.impersonal("export")
  static let descriptions = ["exportId": "The archive"]

  let exportId: UUID

  /// Where the bytes are.
  struct Output: Codable, Sendable, Described {
    let path: String
    let bytes: Int
    let sha256: String
    static let descriptions = [
      "path": "To be fetched by GET with the same bearer, once, within five minutes",
      "bytes": "How long the file is", "sha256": "SHA-256 of the file in hexadecimal",
    ]
  }

  static let example = Example(
    PrepareDownload(exportId: CreateExport.sampleID),
    answers: Output(
      path: "/files/exports/\(CreateExport.sampleID.uuidString.lowercased())/2Q1x", bytes: 4_194_304,
      sha256: String(repeating: "0", count: 64)))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let token = Base64URL.encode(SecureRandom.bytes(32))
    let known = try await transaction.rows(
      "select 1 from handover.export where tenant_id = \(call.tenant) and export_id = \(exportId)")
    guard !known.isEmpty else { throw Failure(.notFound) }
    let rows = try await transaction.rows(
      """
      update handover.export set download_hash = \(Digest.sha256(token)), download_until = now() + interval '5 minutes'
        where tenant_id = \(call.tenant) and export_id = \(exportId) and status = 'ready' and expires_at > now()
        returning byte_count + 16, sha256
      """)
    guard let (bytes, hash) = try? rows.firstRow((Int, [UInt8]).self) else {
      throw Failure.state(
        "exportId", "ready",
        LocalizedText(chinese: "导出文件尚未生成或已作废", english: "the archive isn't written yet, or has been discarded"))
    }
    let path = "/files/exports/\(exportId.uuidString.lowercased())/\(token)"
    return Audited(Output(path: path, bytes: bytes, sha256: Hexadecimal.text(hash)), count: 1)
  }
}
