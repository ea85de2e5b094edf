import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// How many rows of a table a removal takes, or took.
struct RemovedTable: Codable, Sendable, Described {
  let table: String
  let rows: Int
  static let descriptions = ["table": "The table, with its schema", "rows": "How many rows of it"]

  static let samples = [
    RemovedTable(table: "discharges.patient", rows: 8_914), RemovedTable(table: "followup.task", rows: 21_377),
  ]

  init(table: String, rows: Int) {
    (self.table, self.rows) = (table, rows)
  }

  init(_ row: inout RowReader) throws {
    self.init(table: try row.next(), rows: try row.next())
  }
}

/// The last archive that a hospital took before its removal: what it holds the file by.
struct LastArchive: Codable, Sendable, Described {
  let sha256: String
  let approvedAt: Date
  let rows: Int
  let bytes: Int
  let downloadedAt: Date?
  static let descriptions = [
    "sha256": "SHA-256 of the encrypted file in hexadecimal", "approvedAt": "When it was approved",
    "rows": "How many rows it holds", "bytes": "How long the encrypted file is",
    "downloadedAt": "When it was fetched; absent when nobody has",
  ]

  static let sample = LastArchive(
    sha256: String(repeating: "0", count: 64), approvedAt: Date(timeIntervalSince1970: 1_755_000_000), rows: 131_204,
    bytes: 41_236_512, downloadedAt: Date(timeIntervalSince1970: 1_755_003_600))

  init(sha256: String, approvedAt: Date, rows: Int, bytes: Int, downloadedAt: Date?) {
    (self.sha256, self.approvedAt, self.rows) = (sha256, approvedAt, rows)
    (self.bytes, self.downloadedAt) = (bytes, downloadedAt)
  }

  /// Five columns; nil when there never was one.
  init?(_ row: inout RowReader) throws {
    let sha256 = try row.next([UInt8]?.self)
    let approvedAt = try row.next(Date?.self)
    let rows = try row.next(Int?.self)
    let bytes = try row.next(Int?.self)
    let downloadedAt = try row.next(Date?.self)
    guard let sha256, let approvedAt, let rows, let bytes else { return nil }
    self.init(
      sha256: Hexadecimal.text(sha256), approvedAt: approvedAt, rows: rows, bytes: bytes, downloadedAt: downloadedAt)
  }
}
