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
      var reader = RowReader(row)
      let subject = try reader.next(UUID?.self)
      let key = try table.keys.map { _ in try reader.next(String.self) }
      var cells: [String?] = []
      for column in table.columns {
        guard let sealed = column.sealed else {
          cells.append(try reader.next(String?.self))
          continue
        }
        // What is nobody's patient's stands under the hospital itself.
        cells.append(
          try reader.next([UInt8]?.self).map {
            try transaction.open(SealedText(bytes: $0), sealed, of: subject ?? transaction.tenant)
          })
      }
      page.content += CSV.line(cells)
      page.position = key
      if let subject { page.subjects.insert(subject) }
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

  func page(
    after position: [String]?, isFirst: Bool, _ transaction: borrowing JobTransaction
  ) async throws -> ArchivePage {
    var page = ArchivePage()
    if isFirst { page.content = CSV.byteOrderMark + CSV.line(Self.columns) }
    let (at, event) = (position?.first ?? "-infinity", position?.last ?? "00000000-0000-0000-0000-000000000000")
    let rows = try await transaction.rows(
      """
      select event_id::text, at::text, actor_id::text, roles, method, purpose, request_id::text, outcome, reason,
          subject_count::text, result_count::text, leaf
        from handover.audit_events(\(exportID), \(at)::text::timestamptz, \(event)::text::uuid, \(Int32(limit)))
      """)
    for row in rows {
      var reader = RowReader(row)
      let cells = try Self.columns.map { _ in try reader.next(String?.self) }
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
