/// A column of a bulk file: what callers of the API name it and what staff see in the spreadsheet. Both are read.
struct BulkColumn: Sendable {
  let key: String
  let chinese: String
  /// What hospitals' own spreadsheets call it as well; read, never written.
  var otherNames: [String] = []
  var isRequired = false

  /// Whether a header's cell names it.
  func isNamed(_ cell: String) -> Bool {
    cell == key || cell == chinese || otherNames.contains(cell)
  }

  /// Whether an entry is confirmed, of departments and staff alike.
  static let confirmed = BulkColumn(key: "confirmed", chinese: "已确认")
}
