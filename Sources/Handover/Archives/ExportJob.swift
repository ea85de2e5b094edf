import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Writes an approved archive: a file a table, some thousand rows a transaction, whose event names everybody whose data they hold; then
/// the trail's events, what the columns mean, and the manifest.
///
/// Memory stays that of a chunk. Rows that change while the archive is written may be in it as they were before or after: a hospital
/// that leaves stops working first.
struct ExportJob: JobHandler {
  let kind = "hospitalExport"
  private let data: FeatureData
  private let rowsAtMost: Int

  /// - Parameter data: what the features keep of a hospital.
  init(_ data: FeatureData, rowsAtMost: Int = 2_000) {
    self.data = data
    self.rowsAtMost = rowsAtMost
  }

  func run(_ job: RunningJob) async throws {
    let archive = try await Archive.open(job, data)
    var number = 0
    for table in archive.tables {
      let pages = TablePages(table: table, limit: rowsAtMost)
      try await archive.write(number, table.fileName, pages, job)
      number += 1
    }
    try await archive.write(
      number, "audit/event.csv", TrailPages(exportID: archive.exportID, limit: rowsAtMost / 2), job)
    number += 1
    try await archive.write(number, "columns.csv", WholeFile(content: archive.columnList), job)
    number += 1
    try await archive.write(number, "manifest.json", WholeFile(content: try await archive.manifest(job)), job)
    try await archive.finish(job)
  }
}
