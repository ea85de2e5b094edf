import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// A part of an archive as it lies here, encrypted. What the GET beside the API calls; not an RPC method of its own.
struct ReadExportPart: Query {
  static let name: StaticString = "hospital.export.readPart"
  static let summary: StaticString = "A part of an archive that is being fetched"
  static let access = Access.requires(.hospitalExport)
  static let audit = AuditRule.impersonal("export")
  static let descriptions = ["exportId": "The archive", "partNumber": "The part's place, from 0"]

  let exportId: UUID
  let partNumber: Int

  /// The bytes.
  struct Output: Codable, Sendable, Described {
    let data: String
    static let descriptions = ["data": "The bytes in Base64"]
  }

  static let example = Example(
    ReadExportPart(exportId: CreateExport.sampleID, partNumber: 0), answers: Output(data: "U2FsdGVkX18="))

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<Output> {
    let tenant = transaction.call.tenant
    let rows = try await transaction.rows(
      """
      select p.encrypted from handover.export x
        join handover.export_part p on p.tenant_id = x.tenant_id and p.export_id = x.export_id and p.part_number = \(partNumber)
        where x.tenant_id = \(tenant) and x.export_id = \(exportId) and x.status = 'ready'
          and x.downloaded_at > now() - interval '1 day'
      """)
    guard let bytes = try? rows.firstRow([UInt8].self) else { throw Failure(.notFound) }
    return Audited(Output(data: Data(bytes).base64EncodedString()), count: 1)
  }
}
