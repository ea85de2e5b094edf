import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// The rows of an import that were not taken.
struct ListRejections: PipelinedQuery {
  static let name: StaticString = "discharge.import.rejection.list"
  static let summary: StaticString = "The rows of an import that were not taken, with the reasons"
  static let access = Access.requires(.dischargeImport)
  static let audit = AuditRule.personal("import")

  typealias Output = PageOf<Rejection>
  static let descriptions = ["importId": "The import", "page": "Which part of the list"]

  let importId: UUID
  var page: PageRequest?

  /// A row that was not taken.
  struct Rejection: Codable, Sendable, Described {
    let rowNumber: Int
    let lineNumber: Int
    let problems: [Problem]
    static let descriptions = [
      "rowNumber": "The record's place in the file; the header is 0",
      "lineNumber": "The line that the record begins on",
      "problems": "Every reason",
    ]
  }

  /// One reason.
  struct Problem: Codable, Sendable, Described {
    let field: String
    let column: String?
    let rule: String
    let value: String?
    let message: String
    static let descriptions = [
      "field": "The field", "column": "The file's column", "rule": "The rule that it breaks",
      "value": "The offending value, masked where it is personal", "message": "What is wrong and what to do",
    ]
  }

  static let example = Example(
    ListRejections(importId: ImportID.sample, page: nil),
    answers: PageOf(
      items: [
        Rejection(
          rowNumber: 5, lineNumber: 6,
          problems: [
            Problem(field: "recordNumber", column: "BAH", rule: "recordNumber.missing", value: nil, message: "缺少病案号")
          ])
      ], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<Rejection>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name) \(importId)"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 1)
    let after = Int(position?[0] ?? "-1") ?? -1
    return .page(
      Rejection.shape(in: call.request.language).select(
        from: """
          discharges.import_rejection r
          where r.tenant_id = \(call.tenant) and r.import_id = \(importId) and r.row_number > \(after)
          order by r.row_number limit \(limit + 1)
          """), limit: limit
    ) {
      call.cursor(after: [String($0.rowNumber)], of: filter)
    }
  }
}

extension ListRejections.Rejection {
  /// `r` is the row that was not taken.
  static func shape(in language: Language) -> RowShape<Self> {
    let message: SQL = language == .chinese ? "'chinese'" : "'english'"
    return RowShape { row in
      Self(
        rowNumber: try row["r.row_number"],
        lineNumber: try row["r.line_number"],
        problems: try row.list(
          """
          (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('field', v->'field', 'column', v->'column', 'rule', v->'rule',
              'value', v->'value', 'message', v->\(message))))::text from jsonb_array_elements(r.violations) as v)
          """))
    }
  }
}
