import JSONRPC
import Operations

/// A column of a bulk file: what callers of the API name it and what staff see in the spreadsheet. Both are read.
struct BulkColumn: Sendable {
  let key: String
  let chinese: String
  var isRequired = false
}

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
  private var violations: [Violation] = []

  static let maximumRows = 5_000
  static let maximumViolations = 100

  init(_ text: String, columns: [BulkColumn]) throws(Failure) {
    let lines: [(number: Int, cells: [String])]
    do {
      lines = try CommaSeparated.read(text)
    } catch {
      throw Failure.violation(
        "csv[\(error.row)]", error.rule.rawValue,
        LocalizedText(
          chinese: "引号不成对；含逗号、引号或换行的单元格须整体加引号，内部引号写两次",
          english: "quotes don't match; put a cell with commas, quotes or line breaks in quotes and double those inside"
        ))
    }
    guard let header = lines.first, lines.count <= Self.maximumRows + 1 else {
      throw Failure.violation(
        "csv", "rowCount",
        LocalizedText(chinese: "须有表头，且最多 5000 行", english: "must have a header and at most 5,000 rows; split the file"))
    }
    let keys = try Self.keys(header, columns)
    for line in lines.dropFirst() {
      guard line.cells.count == keys.count else {
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

  private static func keys(_ header: (number: Int, cells: [String]), _ columns: [BulkColumn]) throws(Failure)
    -> [String]
  {
    var keys: [String] = []
    for cell in header.cells {
      guard let column = columns.first(where: { $0.key == cell || $0.chinese == cell }), !keys.contains(column.key)
      else {
        let names = columns.map { "\($0.chinese)(\($0.key))" }.joined(separator: "、")
        throw Failure.violation(
          "csv[\(header.number)]", "header",
          LocalizedText(
            chinese: "表头有未知或重复的列；可用的列：\(names)",
            english:
              "the header has an unknown or repeated column; there are: \(columns.map(\.key).joined(separator: ", "))"))
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
    violations.append(Violation(path: "csv[\(row)]" + (column.map { ".\($0)" } ?? ""), rule: rule, message: message))
  }

  /// A cell as a checked text; what is wrong with it is noted.
  mutating func checked<Text: CheckedText>(_ row: Row, _ key: String, as type: Text.Type) -> String? {
    guard let text = row.text(key) else { return nil }
    if text.wholeMatch(of: Text.pattern) == nil { add(row.number, key, Text.rule, Text.message) }
    return text
  }

  /// A cell as one of a closed list, by its code or its Chinese name; what is wrong with it is noted.
  mutating func listed<Value: ListedValue>(_ text: String?, _ row: Row, _ key: String, as type: Value.Type) -> Value? {
    guard let text else { return nil }
    if let value = Value.allCases.first(where: { $0.rawValue == text || $0.chineseName == text }) { return value }
    let names = Value.allCases.map(\.chineseName).joined(separator: "、")
    add(
      row.number, key, "enum",
      LocalizedText(
        chinese: "须为以下之一：\(names)",
        english: "must be one of: \(Value.allCases.map(\.rawValue).joined(separator: ", "))"))
    return nil
  }

  /// Refuses the file as a whole if anything is wrong with it.
  func requireSound() throws(Failure) {
    if !violations.isEmpty { throw Failure(.invalidParams, violations: violations) }
  }
}

/// A value of a closed list, with the name that staff read.
protocol ListedValue: RawRepresentable<String>, CaseIterable, Sendable {
  var chineseName: String { get }
}

/// What a bulk load did, or would do.
struct BulkOutcome: Codable, Sendable, Described {
  let created: Int
  let updated: Int
  let unchanged: Int
  let dryRun: Bool

  static let descriptions = [
    "created": "How many were not there before", "updated": "How many were changed or confirmed",
    "unchanged": "How many were there just so", "dryRun": "True when nothing was written",
  ]
}

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
