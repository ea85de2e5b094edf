import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// How an import stands.
struct ReadImport: PipelinedQuery {
  static let name: StaticString = "discharge.import.read"
  static let summary: StaticString = "How an import stands: dialect, encoding and counts"
  static let access = Access.requires(.dischargeImport)
  static let audit = AuditRule.impersonal("import")
  static let descriptions = ["importId": "The import"]

  let importId: UUID

  /// The counts; `read` is the sum of the others.
  struct Output: Codable, Sendable, Described {
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
    let remarks: [ImportRemark]
    let problem: String?
    let jobId: UUID?

    static let descriptions = [
      "importId": "The import",
      "fileName": "The file's name",
      "status": "uploading, committed, finished, failed, cancelled or undone",
      "dialect": "N041, HQMS-P, HQMS-ABCD, TCM or DAILY-LIST, told by the header",
      "encoding": "UTF-8, GB18030 or UTF-16, told by the bytes",
      "read": "Rows read",
      "new": "Stays that were not there before",
      "updated": "Stays that the file changed",
      "unchanged": "Stays that were there like this already, or came a second time in the file",
      "rejected": "Rows not taken, each with its reasons in discharge.import.rejection.list",
      "unknownColumns": "Columns of the file that nothing is taken from",
      "remarks": "What was noticed in rows that were taken: values that were left out, read otherwise or can't be used",
      "problem": "Why the file as a whole could not be read",
      "jobId": "The job that reads it",
    ]
  }

  static let example = Example(
    ReadImport(importId: ImportID.sample),
    answers: Output(
      importId: ImportID.sample, fileName: "n041-2026-10.csv", status: "finished", dialect: "N041", encoding: "GB18030",
      read: 1205, new: 1176, updated: 0, unchanged: 5, rejected: 24, unknownColumns: [], remarks: [.sample],
      problem: nil,
      jobId: ImportID.sample))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output> {
    let language = call.request.language
    let problem: SQL = call.request.language == .chinese ? "problem" : "coalesce(problem_english, problem)"
    return ReadPlan(
      """
      select null::uuid as subject, import_id, file_name, status, dialect, encoding, read_count, new_count, updated_count,
          unchanged_count, rejected_count, unknown_columns, remarks::text, \(problem), job_id
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
        unknownColumns: try reader.next(), remarks: try ImportRemark.list(reader.next(), in: language),
        problem: try reader.next(String?.self), jobId: try reader.next(UUID?.self))
    }
  }
}
