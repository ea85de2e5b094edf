package import FoundationEssentials
import FrontPages
import JSONRPC
package import Operations
import SQL
import Vault

/// The next of an import's rejected rows as lines of CSV, in plain text. What GET /files/downloads/{token} reads when the address has
/// proved good; not an RPC method of its own.
package struct ReadRejectedRows: PipelinedQuery {
  package static let name: StaticString = "discharge.import.rejection.rows"
  package static let summary: StaticString = "Rejected rows of an import as lines of CSV"
  package static let access = Access.requires(.dischargeImport)
  package static let audit = AuditRule.personal("export")
  package static let isPublished = false
  package static let descriptions = [
    "importId": "The import", "after": "The row behind which to go on; 0 at the beginning",
  ]

  package let importId: UUID
  package let after: Int

  /// The rows behind a row.
  package init(importId: UUID, after: Int) {
    self.importId = importId
    self.after = after
  }

  /// Some lines.
  package struct Output: Codable, Sendable, Described {
    package let lines: String
    package let last: Int?
    package static let descriptions = ["lines": "The lines", "last": "The last row; absent when there were none"]
  }

  package static let example = Example(
    ReadRejectedRows(importId: ImportID.sample, after: 0),
    answers: Output(lines: "病案号为空。请补填。,,张三\r\n", last: 5))

  /// A row has at most some megabytes, usually a few hundred bytes.
  private static let limit = 100

  package func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output> {
    let message: SQL = call.request.language == .chinese ? "'chinese'" : "'english'"
    return ReadPlan(
      """
      select null::uuid as subject, row_number, cells,
          array(select v->>\(message) from jsonb_array_elements(violations) with ordinality as r (v, place) order by place)
        from discharges.import_rejection
        where tenant_id = \(call.tenant) and import_id = \(importId) and row_number > \(after)
        order by row_number limit \(Self.limit)
      """, lane: .list
    ) { rows, disclosure in
      var lines: [UInt8] = []
      var last: Int?
      for row in rows {
        var reader = RowReader(row)
        _ = try reader.next(UUID?.self)
        let number: Int = try reader.next()
        let sealed = try reader.next([UInt8]?.self)
        let reasons: [String] = try reader.next()
        var cells: [String] = []
        if let sealed {
          let json = try disclosure.openPart(SealedBytes(bytes: sealed), .rejectedCells, row: importId, part: number)
          cells = try JSONDocument(scanning: json, limits: JSONLimits(bytes: json.count + 1)).root.decode([String].self)
        }
        lines += CorrectionFile.line(reasons: reasons, cells: cells)
        last = number
      }
      return Output(lines: String(decoding: lines, as: UTF8.self), last: last)
    }
  }
}
