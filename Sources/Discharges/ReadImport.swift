import FoundationEssentials
public import JSONRPC
public import Operations
import SQL
import Vault

/// How an import stands.
public struct ReadImport: PipelinedQuery {
  public static let name: StaticString = "discharge.import.read"
  public static let summary: StaticString = "How an import stands: dialect, encoding and counts"
  public static let access = Access.requires(.dischargeImport)
  public static let audit = AuditRule.impersonal("import")
  public static let descriptions = ["importId": "The import"]

  let importId: UUID

  /// The counts; `read` is the sum of the others.
  public struct Output: Codable, Sendable, Described {
    let importId: UUID
    let fileName: String
    let status: String
    let dialect: String?
    let encoding: String?
    let read: Int
    let new: Int
    let updated: Int
    let unchanged: Int
    let rejected: Int
    let unknownColumns: [String]
    let problem: String?
    let jobId: UUID?

    public static let descriptions = [
      "importId": "The import",
      "fileName": "The file's name",
      "status": "uploading, committed, finished or failed",
      "dialect": "N041, HQMS-P, HQMS-ABCD or TCM, told by the header",
      "encoding": "UTF-8, GB18030 or UTF-16, told by the bytes",
      "read": "Rows read",
      "new": "Stays that were not there before",
      "updated": "Stays that the file changed",
      "unchanged": "Stays that were there like this already, or came a second time in the file",
      "rejected": "Rows not taken, each with its reasons in discharge.import.rejection.list",
      "unknownColumns": "Columns of the file that nothing is taken from",
      "problem": "Why the file as a whole could not be read",
      "jobId": "The job that reads it",
    ]
  }

  public static let example = Example(
    ReadImport(importId: ImportID.sample),
    answers: Output(
      importId: ImportID.sample, fileName: "n041-2026-10.csv", status: "finished", dialect: "N041", encoding: "GB18030",
      read: 1205, new: 1176, updated: 0, unchanged: 5, rejected: 24, unknownColumns: [], problem: nil,
      jobId: ImportID.sample))

  public func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output> {
    ReadPlan(
      """
      select null::uuid as subject, import_id, file_name, status, dialect, encoding, read_count, new_count, updated_count,
          unchanged_count, rejected_count, unknown_columns, problem, job_id
        from discharges.import where tenant_id = \(call.tenant) and import_id = \(importId)
      """, lane: .point
    ) { rows, _ in
      guard let row = rows.first else { throw Failure(.notFound) }
      var reader = RowReader(row)
      _ = try reader.next(UUID?.self)
      return Output(
        importId: try reader.next(), fileName: try reader.next(), status: try reader.next(),
        dialect: try reader.next(String?.self), encoding: try reader.next(String?.self), read: try reader.next(),
        new: try reader.next(), updated: try reader.next(), unchanged: try reader.next(), rejected: try reader.next(),
        unknownColumns: try reader.next(), problem: try reader.next(String?.self), jobId: try reader.next(UUID?.self))
    }
  }
}

/// The rows of an import that were not taken.
public struct ListRejections: PipelinedQuery {
  public static let name: StaticString = "discharge.import.rejection.list"
  public static let summary: StaticString = "The rows of an import that were not taken, with the reasons"
  public static let access = Access.requires(.dischargeImport)
  public static let audit = AuditRule.personal("import")

  public typealias Output = PageOf<Rejection>
  public static let descriptions = ["importId": "The import", "page": "Which part of the list"]

  let importId: UUID
  let page: PageRequest?

  /// A row that was not taken.
  public struct Rejection: Codable, Sendable, Described {
    let rowNumber: Int
    let lineNumber: Int
    let problems: [Problem]
    public static let descriptions = [
      "rowNumber": "The record's place in the file; the header is 0", "lineNumber": "The line that the record begins on",
      "problems": "Every reason",
    ]
  }

  /// One reason.
  public struct Problem: Codable, Sendable, Described {
    let field: String
    let column: String?
    let rule: String
    let value: String?
    let message: String
    public static let descriptions = [
      "field": "The field", "column": "The file's column", "rule": "The rule that it breaks",
      "value": "The offending value, masked where it is personal", "message": "What is wrong and what to do",
    ]
  }

  public static let example = Example(
    ListRejections(importId: ImportID.sample, page: nil),
    answers: PageOf(
      items: [
        Rejection(
          rowNumber: 5, lineNumber: 6,
          problems: [
            Problem(field: "recordNumber", column: "BAH", rule: "recordNumber.missing", value: nil, message: "缺少病案号")
          ])
      ], nextCursor: nil))

  public func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<Rejection>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name) \(importId)"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 1)
    let after = Int(position?[0] ?? "-1") ?? -1
    let message: SQL = call.request.language == .chinese ? "'chinese'" : "'english'"
    return ReadPlan(
      """
      select null::uuid as subject, row_number, line_number,
          (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('field', v->'field', 'column', v->'column', 'rule', v->'rule',
              'value', v->'value', 'message', v->\(message))))::text from jsonb_array_elements(violations) as v)
        from discharges.import_rejection
        where tenant_id = \(call.tenant) and import_id = \(importId) and row_number > \(after)
        order by row_number limit \(limit + 1)
      """, lane: .list
    ) { rows, _ in
      let items = try rows.map { row in
        var reader = RowReader(row)
        _ = try reader.next(UUID?.self)
        return Rejection(
          rowNumber: try reader.next(), lineNumber: try reader.next(),
          problems: try JSONDocument(scanning: Array(reader.next(String.self).utf8)).root.decode([Problem].self))
      }
      let shown = Array(items.prefix(limit))
      let cursor = items.count > limit ? shown.last.map { call.cursor(after: [String($0.rowNumber)], of: filter) } : nil
      return PageOf(items: shown, nextCursor: cursor)
    }
  }
}
