import JSONRPC
import Operations

/// A bulk file that leaves the service.
struct BulkFile: Codable, Sendable, Described {
  let csv: String
  let rows: Int

  static let descriptions = [
    "csv":
      "Comma-separated text (RFC 4180) with a byte-order mark; a cell that a spreadsheet would take for a formula begins with an apostrophe",
    "rows": "How many rows besides the header",
  ]
}
