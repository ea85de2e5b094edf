import JSONRPC
import Operations

/// A bulk file as rows of named cells, and what is wrong with it. All of it is taken or nothing, so that everything wrong is told at
/// once, a hundred places at most.
struct BulkTable {
  /// A row; an empty cell and a column that the file doesn't have are the same: what is there stays.
  struct Row {
    let number: Int
    let cells: [String: String]

    func text(_ key: String) -> String? {
      cells[key].flatMap { $0.isEmpty ? nil : $0 }
    }
  }

  private(set) var rows: [Row] = []
  private var violations: [(row: Int, violation: Violation)] = []

  static let maximumRows = 5_000
  static let maximumViolations = 100

  init(_ text: String, columns: [BulkColumn]) throws(Failure) {
    let lines = try Self.lines(text)
    guard let header = lines.first, lines.count <= Self.maximumRows + 1 else {
      throw Failure.violation(
        "csv", "rowCount",
        LocalizedText(chinese: "须有表头，且最多 5000 行", english: "must have a header and at most 5,000 rows; split the file"))
    }
    let keys = try Self.keys(header, columns)
    for line in lines.dropFirst() {
      guard line.cells.count >= keys.count, line.cells.dropFirst(keys.count).allSatisfy(\.isEmpty) else {
        add(
          line.number, nil, "cellCount",
          LocalizedText(chinese: "单元格数与表头不符", english: "has another number of cells than the header"))
        continue
      }
      let row = Row(number: line.number, cells: Dictionary(uniqueKeysWithValues: zip(keys, line.cells)))
      for column in columns where column.isRequired && row.text(column.key) == nil {
        add(line.number, column.key, "required", LocalizedText(chinese: "不能为空", english: "must not be empty"))
      }
      rows.append(row)
    }
  }

  /// The rows that say something. Spreadsheets leave rows of empty cells behind, and spaces, tabs and no-break spaces around cells.
  private static func lines(_ text: String) throws(Failure) -> [(number: Int, cells: [String])] {
    do {
      return try CommaSeparated.read(text).map { ($0.number, $0.cells.map(trimmed)) }
        .filter { line in !line.cells.allSatisfy(\.isEmpty) }
    } catch {
      throw Failure.violation(
        "csv[\(error.row)]", error.rule.rawValue,
        LocalizedText(
          chinese: "引号不成对；含逗号、引号或换行的单元格须整体加引号，内部引号写两次",
          english: "quotes don't match; put a cell with commas, quotes or line breaks in quotes and double those inside"
        ))
    }
  }

  private static func trimmed(_ cell: String) -> String {
    let rest = cell.drop(while: \.isWhitespace)
    guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(rest[...last])
  }

  /// A column is told by its place: the header of a file without one would be somebody's name.
  private static func keys(_ header: (number: Int, cells: [String]), _ columns: [BulkColumn]) throws(Failure)
    -> [String]
  {
    var keys: [String] = []
    let last = header.cells.lastIndex { !$0.isEmpty } ?? -1
    for (place, cell) in header.cells.prefix(last + 1).enumerated() {
      guard let column = columns.first(where: { $0.isNamed(cell) }), !keys.contains(column.key) else {
        let names = columns.map { "\($0.chinese)(\($0.key))" }.joined(separator: "、")
        throw Failure.violation(
          "csv[\(header.number)]", "header",
          LocalizedText(
            chinese: "第 \(place + 1) 列的表头未知或重复，请更名或删去该列；可用的列：\(names)",
            english:
              "the header of column \(place + 1) is unknown or stands there twice; rename the column or take it out. There are: \(columns.map(\.key).joined(separator: ", "))"
          ))
      }
      keys.append(column.key)
    }
    for column in columns where column.isRequired && !keys.contains(column.key) {
      throw Failure.violation(
        "csv[\(header.number)].\(column.key)", "required",
        LocalizedText(chinese: "缺少“\(column.chinese)”列", english: "the column \(column.key) is missing"))
    }
    return keys
  }

  /// Notes what is wrong with a cell.
  mutating func add(_ row: Int, _ column: String?, _ rule: String, _ message: LocalizedText) {
    guard violations.count < Self.maximumViolations else { return }
    let path = "csv[\(row)]" + (column.map { ".\($0)" } ?? "")
    violations.append((row, Violation(path: path, rule: rule, message: message)))
  }

  /// Refuses the file as a whole if anything is wrong with it, from its first row to its last.
  func requireSound() throws(Failure) {
    let ordered = violations.enumerated().sorted { ($0.element.row, $0.offset) < ($1.element.row, $1.offset) }
    if !ordered.isEmpty { throw Failure(.invalidParams, violations: ordered.map(\.element.violation)) }
  }
}
