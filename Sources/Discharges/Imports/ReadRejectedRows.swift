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
    let lines = line(in: call.request.language)
    return ReadPlan(
      lines.select(
        from: """
          discharges.import_rejection r
          where r.tenant_id = \(call.tenant) and r.import_id = \(importId) and r.row_number > \(after)
          order by r.row_number limit \(Self.limit)
          """), lane: .list
    ) { rows in
      Output(
        lines: String(decoding: rows.items.flatMap(\.text), as: UTF8.self), last: rows.items.last?.number)
    }
  }

  /// `r` is the row that was not taken.
  private func line(in language: Language) -> PersonalShape<(number: Int, text: [UInt8])> {
    let message: SQL = language == .chinese ? "'chinese'" : "'english'"
    return PersonalShape(of: "null::uuid") { row in
      let number = try row["r.row_number", as: Int.self]
      let json = try row.openedPart("r.cells", .rejectedCells, row: importId, part: number)
      let reasons = try row[
        "array(select v->>\(message) from jsonb_array_elements(r.violations) with ordinality as v (v, place) order by place)",
        as: [String].self]
      let cells = try json.map { json in
        try JSONDocument(scanning: json, limits: JSONLimits(bytes: json.count + 1)).root.decode([String].self)
      }
      return (number, CorrectionFile.line(reasons: reasons, cells: cells ?? []))
    }
  }
}
