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

  /// From a function or table with a row for each table.
  /// - Parameter rows: the column that counts.
  static func shape(rows: SQL) -> RowShape<RemovedTable> {
    RowShape { row in RemovedTable(table: try row["r.table_name"], rows: try row[rows]) }
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
}
