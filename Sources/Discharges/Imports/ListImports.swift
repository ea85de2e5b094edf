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
    let problem: SQL = call.request.language == .chinese ? "i.problem" : "coalesce(i.problem_english, i.problem)"
    return ReadPlan(
      """
      select null::uuid as subject, i.import_id, i.created_at, a.display_name,
          i.file_name, i.byte_count, encode(i.sha256, 'hex'), i.file_deleted_at is null, i.status, i.dialect, i.encoding, i.read_count, i.new_count,
          i.updated_count, i.unchanged_count, i.rejected_count, \(problem), i.problem_code, i.job_id
        from discharges.import i
        join access.account a on a.tenant_id = i.tenant_id and a.account_id = i.account_id
        where i.tenant_id = \(call.tenant) and i.import_id < \(before)
        order by i.import_id desc limit \(limit + 1)
      """, lane: .list
    ) { rows, _ in
      let items = try rows.map(Self.item)
      let shown = Array(items.prefix(limit))
      let cursor =
        items.count > limit ? shown.last.map { call.cursor(after: [$0.importId.uuidString], of: filter) } : nil
      return PageOf(items: shown, nextCursor: cursor)
    }
  }

  private static func item(_ row: Row) throws -> Item {
    var reader = RowReader(row)
    _ = try reader.next(UUID?.self)
    return Item(
      importId: try reader.next(), createdAt: try reader.next(), createdBy: try reader.next(),
      fileName: try reader.next(),
      bytes: try reader.next(), sha256: try reader.next(String?.self), isFileKept: try reader.next(),
      status: try reader.next(),
      dialect: try reader.next(String?.self), encoding: try reader.next(String?.self), read: try reader.next(),
      new: try reader.next(), updated: try reader.next(), unchanged: try reader.next(), rejected: try reader.next(),
      problem: try reader.next(String?.self), problemCode: try reader.next(String?.self),
      jobId: try reader.next(UUID?.self))
  }

  private static let lastID = UUID(
    uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
}
