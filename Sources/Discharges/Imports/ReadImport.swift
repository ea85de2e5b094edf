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
    let problemCode: String?
    let jobId: UUID?
    let lastRow: Int
    let warnings: [ImportWarning]
    let undo: ImportUndoState?

    static let descriptions = [
      "importId": "The import",
      "fileName": "The file's name",
      "status": "uploading, committed, finished, failed, cancelled, undoing or undone",
      "dialect": "N041, HQMS-P, HQMS-ABCD, TCM or DAILY-LIST, told by the header",
      "encoding": "UTF-8, GB18030 or UTF-16, told by the bytes",
      "read": "Rows read",
      "new": "Stays that were not there before",
      "updated": "Stays that the file changed",
      "unchanged": "Stays that were there like this already, or came a second time in the file",
      "rejected": "Rows not taken, each with its reasons in discharge.import.rejection.list",
      "unknownColumns": "Columns of the file that nothing is taken from",
      "remarks": "What was noticed in rows that were taken: values that were left out, read otherwise or can't be used",
      "problem": "Why the file was not read, or not to its end, and which rows have been taken all the same",
      "problemCode":
        "The same for programs: the rule that refused it, or a code such as INTERNAL or ATTEMPTS_EXHAUSTED",
      "jobId": "The job that reads it",
      "lastRow":
        "The last row of the file that is in the tables or among the rejected ones; those behind it have not been taken",
      "warnings": "Rows that were taken and that somebody should look at",
      "undo": "What its undoing has come to; absent when nobody has asked for it",
    ]
  }

  static let example = Example(
    ReadImport(importId: ImportID.sample),
    answers: Output(
      importId: ImportID.sample, fileName: "n041-2026-10.csv", status: "finished", dialect: "N041", encoding: "GB18030",
      read: 1205, new: 1176, updated: 0, unchanged: 5, rejected: 24, unknownColumns: [], remarks: [.sample],
      problem: nil, problemCode: nil, jobId: ImportID.sample, lastRow: 1205, warnings: [.sample], undo: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output> {
    .one(
      Output.shape(tenant: call.tenant, in: call.request.language).select(
        from: "discharges.import i where i.tenant_id = \(call.tenant) and i.import_id = \(importId)"))
  }

  /// Why the import `i` was not read to its end.
  static func problem(in language: Language) -> SQL {
    language == .chinese ? "i.problem" : "coalesce(i.problem_english, i.problem)"
  }
}

extension ReadImport.Output {
  /// `i` is the import.
  static func shape(tenant: UUID, in language: Language) -> RowShape<Self> {
    RowShape { row in
      Self(
        importId: try row["i.import_id"],
        fileName: try row["i.file_name"],
        status: try row["i.status"],
        dialect: try row["i.dialect"],
        encoding: try row["i.encoding"],
        read: try row["i.read_count"],
        new: try row["i.new_count"],
        updated: try row["i.updated_count"],
        unchanged: try row["i.unchanged_count"],
        rejected: try row["i.rejected_count"],
        unknownColumns: try row["i.unknown_columns"],
        remarks: try ImportRemark.list(row["i.remarks::text"], in: language),
        problem: try row[ReadImport.problem(in: language)],
        problemCode: try row["i.problem_code"],
        jobId: try row["i.job_id"],
        lastRow: try row["greatest(i.next_row - 1, 0)"],
        warnings: try row.list(ImportWarning.json(ofImport: "i.import_id", tenant: tenant, language)),
        undo: try row.optional(ImportUndoState.init))
    }
  }
}
