import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// The hospital's imports, newest first.
struct ListImports: PipelinedQuery {
  static let name: StaticString = "discharge.import.list"
  static let summary: StaticString = "The hospital's imports, newest first: who, when, which file, what became of it"
  static let access = Access.requires(.dischargeImport)
  static let audit = AuditRule.impersonal("import")
  static let descriptions = ["page": "Which part of the list"]

  var page: PageRequest?

  /// An import in the list.
  struct Item: Codable, Sendable, Described {
    let importId: UUID
    let createdAt: Date
    let createdBy: String
    let fileName: String
    let bytes: Int
    let sha256: String?
    let isFileKept: Bool
    let status: String
    let dialect: String?
    let encoding: String?
    let read: Int
    let new: Int
    let updated: Int
    let unchanged: Int
    let rejected: Int
    let problem: String?
    let problemCode: String?
    let jobId: UUID?

    static let descriptions = ReadImport.Output.descriptions.merging([
      "createdAt": "When it was announced", "createdBy": "Who announced it", "bytes": "The file's size",
      "sha256": "SHA-256 of the whole file in hexadecimal; absent while it is being uploaded",
      "isFileKept": "False when the file was deleted, as discharge.setting says",
    ]) { known, _ in known }.filter { !["unknownColumns", "remarks", "lastRow", "warnings", "undo"].contains($0.key) }
  }

  typealias Output = PageOf<Item>

  static let example = Example(
    ListImports(page: nil),
    answers: PageOf(
      items: [
        Item(
          importId: ImportID.sample, createdAt: Date(timeIntervalSince1970: 1_793_500_000), createdBy: "回访中心主任",
          fileName: "n041-2026-10.csv", bytes: 580_231, sha256: String(repeating: "0", count: 64), isFileKept: true,
          status: "finished",
          dialect: "N041", encoding: "GB18030", read: 1205, new: 1176, updated: 0, unchanged: 5, rejected: 24,
          problem: nil, problemCode: nil,
          jobId: ImportID.sample)
      ], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name)"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 1)
    // Ids are made in the order of time (version 7), so the key alone has the order.
    let before = position.flatMap { UUID(uuidString: $0[0]) } ?? Self.lastID
    return .page(
      Item.shape(in: call.request.language).select(
        from: """
          discharges.import i
          join identity.account a on a.tenant_id = i.tenant_id and a.account_id = i.account_id
          where i.tenant_id = \(call.tenant) and i.import_id < \(before)
          order by i.import_id desc limit \(limit + 1)
          """), limit: limit
    ) {
      call.cursor(after: [$0.importId.uuidString], of: filter)
    }
  }

  private static let lastID = UUID(
    uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
}

extension ListImports.Item {
  /// `i` is the import, `a` the account that announced it.
  static func shape(in language: Language) -> RowShape<Self> {
    RowShape { row in
      Self(
        importId: try row["i.import_id"],
        createdAt: try row["i.created_at"],
        createdBy: try row["a.display_name"],
        fileName: try row["i.file_name"],
        bytes: try row["i.byte_count"],
        sha256: try row["encode(i.sha256, 'hex')"],
        isFileKept: try row["i.file_deleted_at is null"],
        status: try row["i.status"],
        dialect: try row["i.dialect"],
        encoding: try row["i.encoding"],
        read: try row["i.read_count"],
        new: try row["i.new_count"],
        updated: try row["i.updated_count"],
        unchanged: try row["i.unchanged_count"],
        rejected: try row["i.rejected_count"],
        problem: try row[ReadImport.problem(in: language)],
        problemCode: try row["i.problem_code"],
        jobId: try row["i.job_id"])
    }
  }
}
