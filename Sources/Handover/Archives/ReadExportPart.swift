package import FoundationEssentials
import JSONRPC
package import Operations
import SQL

/// A part of an archive as it lies here, encrypted. What the GET beside the API calls; not an RPC method of its own.
package struct ReadExportPart: Query {
  package static let name: StaticString = "hospital.export.readPart"
  package static let summary: StaticString = "A part of an archive that is being fetched"
  package static let access = Access.requires(.hospitalExport)
  package static let audit = AuditRule.impersonal("export")
  package static let isPublished = false
  package static let descriptions = ["exportId": "The archive", "partNumber": "The part's place, from 0"]

  package let exportId: UUID
  package let partNumber: Int

  /// A part, from 0.
  package init(exportId: UUID, partNumber: Int) {
    self.exportId = exportId
    self.partNumber = partNumber
  }

  /// The bytes.
  package struct Output: Codable, Sendable, Described {
    package let data: FileBytes
    package static let descriptions = ["data": "The bytes in Base64"]
  }

  package static let example = Example(
    ReadExportPart(exportId: CreateExport.sampleID, partNumber: 0),
    answers: Output(data: FileBytes(Array("Salted__".utf8))))

  package func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<Output> {
    let tenant = transaction.call.tenant
    let rows = try await transaction.rows(
      """
      select p.encrypted from handover.export x
        join handover.export_part p on p.tenant_id = x.tenant_id and p.export_id = x.export_id and p.part_number = \(partNumber)
        where x.tenant_id = \(tenant) and x.export_id = \(exportId) and x.status = 'ready'
          and x.downloaded_at > now() - interval '1 day'
      """)
    guard let bytes = try? rows.firstRow([UInt8].self) else { throw Failure(.notFound) }
    return Audited(Output(data: FileBytes(bytes)), count: 1)
  }
}
