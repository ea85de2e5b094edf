/// Comma-separated text (RFC 4180), read strictly and written so that a spreadsheet runs nothing of it.
enum CommaSeparated {
  /// What is wrong, and in which row of the text, counted from 1.
  struct Malformed: Error, Equatable {
    let row: Int
    let rule: Rule

    enum Rule: String {
      case quoteNotClosed, quoteInside
    }
  }

  /// The rows as they stand there, empty lines left out. A byte-order mark is not part of the first cell.
  static func read(_ text: String) throws(Malformed) -> [(number: Int, cells: [String])] {
    var reader = Reader(bytes: Array(text.utf8))
    return try reader.rows()
  }

  /// The rows with a byte-order mark, so that spreadsheets take them for UTF-8, and CRLF.
  static func write(_ rows: [[String]]) -> String {
    rows.reduce(into: "\u{FEFF}") { text, row in
      text += row.map(cell).joined(separator: ",") + "\r\n"
    }
  }

  /// A cell that a spreadsheet would take for a formula begins with an apostrophe (CWE-1236).
  private static func cell(_ text: String) -> String {
    let harmless = isFormula(text[...]) || text.first == "'" ? "'" + text : text
    let quoted = harmless.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
    return quoted || harmless.first == " " || harmless.last == " "
      ? "\"" + harmless.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
      : harmless
  }

  private static func isFormula(_ text: Substring) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    return "=+-@\t\r\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
  }

  /// What ``write(_:)`` put before a cell is not part of it.
  private static func plain(_ cell: String) -> String {
    let rest = cell.dropFirst()
    return cell.first == "'" && (isFormula(rest) || rest.first == "'") ? String(rest) : cell
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) {
      self.bytes = bytes
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    mutating func rows() throws(Malformed) -> [(number: Int, cells: [String])] {
      var rows: [(number: Int, cells: [String])] = []
      var number = 0
      while position < bytes.count {
        number += 1
        let cells = try row(number)
        if cells != [""] { rows.append((number, cells)) }
      }
      return rows
    }

    private mutating func row(_ number: Int) throws(Malformed) -> [String] {
      var cells: [String] = []
      while true {
        cells.append(CommaSeparated.plain(try cell(number)))
        guard position < bytes.count else { return cells }
        let separator = bytes[position]
        position += 1
        if separator == UInt8(ascii: ",") { continue }
        if separator == UInt8(ascii: "\r"), position < bytes.count, bytes[position] == UInt8(ascii: "\n") {
          position += 1
        }
        return cells
      }
    }

    private mutating func cell(_ number: Int) throws(Malformed) -> String {
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return try plainCell(number) }
      var content: [UInt8] = []
      position += 1
      while position < bytes.count {
        let byte = bytes[position]
        position += 1
        guard byte == UInt8(ascii: "\"") else {
          content.append(byte)
          continue
        }
        guard position < bytes.count, !isSeparator(bytes[position]) else {
          return String(decoding: content, as: UTF8.self)
        }
        guard bytes[position] == UInt8(ascii: "\"") else { throw Malformed(row: number, rule: .quoteInside) }
        content.append(byte)
        position += 1
      }
      throw Malformed(row: number, rule: .quoteNotClosed)
    }

    private mutating func plainCell(_ number: Int) throws(Malformed) -> String {
      let start = position
      while position < bytes.count, !isSeparator(bytes[position]) {
        if bytes[position] == UInt8(ascii: "\"") { throw Malformed(row: number, rule: .quoteInside) }
        position += 1
      }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private func isSeparator(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n")
    }
  }
}
