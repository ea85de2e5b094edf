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

  /// An archive under way and the file that comes next.
  private struct Writing: Sendable {
    let archive: Archive
    var number = 0
  }

  func step(_ job: RunningJob) async throws -> JobStep {
    var writing =
      if let kept = job.memory.take(Writing.self) { kept } else { Writing(archive: try await Archive.open(job, data)) }
    guard writing.number < writing.archive.fileCount else {
      try await writing.archive.finish(job)
      return .done
    }
    if try await write(writing.number, of: writing.archive, job) { writing.number += 1 }
    job.memory.keep(writing)
    return .more
  }

  /// Writes a page of the numbered file: the tables', then the trail, what the columns mean, and the manifest.
  /// - Returns: whether the file is finished.
  private func write(_ number: Int, of archive: Archive, _ job: RunningJob) async throws -> Bool {
    if number < archive.tables.count {
      let table = archive.tables[number]
      return try await archive.write(number, table.fileName, TablePages(table: table, limit: rowsAtMost), job)
    }
    switch number - archive.tables.count {
    case 0:
      let pages = TrailPages(exportID: archive.exportID, limit: rowsAtMost / 2)
      return try await archive.write(number, "audit/event.csv", pages, job)
    case 1: return try await archive.write(number, "columns.csv", WholeFile(content: archive.columnList), job)
    default:
      let manifest = WholeFile(content: try await archive.manifest(job))
      return try await archive.write(number, "manifest.json", manifest, job)
    }
  }
}
