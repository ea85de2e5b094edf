import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Where a file's content comes from.
protocol ArchiveSource: Sendable {
  /// The next rows.
  /// - Parameter position: where the last page ended; nil before the first.
  func page(
    after position: [String]?, isFirst: Bool, _ transaction: borrowing JobTransaction
  ) async throws -> ArchivePage
}

/// Some rows of a file, and whose data they hold.
struct ArchivePage: Sendable {
  var content: [UInt8] = []
  var rows = 0
  var subjects: Set<UUID> = []
  var position: [String]?
  var isLast = false
}

/// The rows of a table, sealed values opened.
struct TablePages: ArchiveSource {
  let table: ExportTable
  let limit: Int

  func page(
    after position: [String]?, isFirst: Bool, _ transaction: borrowing JobTransaction
  ) async throws -> ArchivePage {
    var page = ArchivePage()
    if isFirst { page.content = CSV.byteOrderMark + CSV.line(table.columns.map(\.name)) }
    let rows = try await transaction.rows(table.page(tenant: transaction.tenant, after: position, limit: limit))
    for row in rows {
      let cells = try row.cells.map { cell in
        switch cell {
        case .plain(let text): text
        // What is nobody's patient's stands under the hospital itself.
        case .sealed(let sealed, let column):
          try sealed.map { try transaction.open($0, column, of: row.subject ?? transaction.tenant) }
        }
      }
      page.content += CSV.line(cells)
      page.position = row.key
      if let subject = row.subject { page.subjects.insert(subject) }
    }
    page.rows = rows.count
    page.isLast = rows.count < limit || table.keys.isEmpty
    return page
  }
}

/// The hospital's audit events up to the approval.
struct TrailPages: ArchiveSource {
  let exportID: UUID
  let limit: Int

  static let columns = [
    "event_id", "at", "actor_id", "roles", "method", "purpose", "request_id", "outcome", "reason", "subject_count",
    "result_count", "leaf",
  ]

  private static let shape = RowShape { row in
    try columns.map { try row["e.\(identifier: $0)::text", as: String?.self] }
  }

  func page(
    after position: [String]?, isFirst: Bool, _ transaction: borrowing JobTransaction
  ) async throws -> ArchivePage {
    var page = ArchivePage()
    if isFirst { page.content = CSV.byteOrderMark + CSV.line(Self.columns) }
    let (at, event) = (position?.first ?? "-infinity", position?.last ?? "00000000-0000-0000-0000-000000000000")
    let rows = try await transaction.rows(
      Self.shape.select(
        from: "handover.audit_events(\(exportID), \(at)::text::timestamptz, \(event)::text::uuid, \(Int32(limit))) as e"
      ))
    for cells in rows {
      page.content += CSV.line(cells)
      page.position = [cells[1] ?? "", cells[0] ?? ""]
    }
    page.rows = rows.count
    page.isLast = rows.count < limit
    return page
  }
}

/// A file that is known as a whole.
struct WholeFile: ArchiveSource {
  let content: [UInt8]

  func page(
    after position: [String]?, isFirst: Bool, _ transaction: borrowing JobTransaction
  ) async throws -> ArchivePage {
    ArchivePage(content: content, isLast: true)
  }
}
