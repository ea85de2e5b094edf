import FoundationEssentials

/// Reads why a server or a program gave up from what it wrote.
enum ServerLog {
  /// The size after which a start puts the log aside, in bytes; one old log is kept.
  private static let largest = 16 << 20

  /// Puts a log aside that has grown large.
  static func rotate(_ path: String) {
    guard size(of: path) > largest else { return }
    try? FileManager.default.removeItem(atPath: "\(path).old")
    try? FileManager.default.moveItem(atPath: path, toPath: "\(path).old")
  }

  /// How long the log is, in bytes: what a later start appends begins there.
  static func size(of path: String) -> Int { FileStatus(of: path)?.size ?? 0 }

  /// The line that says why a start failed, among what was written after the first `offset` bytes.
  static func reason(inFile path: String, after offset: Int) -> String? {
    text(ofFile: path, after: offset).flatMap { reason(in: $0) }
  }

  /// The last line written after the first `offset` bytes.
  static func lastLine(inFile path: String, after offset: Int) -> String? {
    text(ofFile: path, after: offset).flatMap { lines(of: $0).last.map { message(of: $0) } }
  }

  /// The last line that reports something fatal, else the last error, else the last line that says anything, without
  /// time and process id. A line that only says that a file has errors follows the one that says which.
  static func reason(in text: String) -> String? {
    let lines = lines(of: text).filter { !$0.contains("contains errors") }
    let line =
      lines.last { $0.contains("PANIC:") } ?? lines.last { $0.contains("FATAL:") }
      ?? lines.last { $0.contains("ERROR:") || $0.contains("error:") } ?? lines.last
    return line.map { message(of: $0) }
  }

  private static func text(ofFile path: String, after offset: Int) -> String? {
    guard let data = FileManager.default.contents(atPath: path), data.count >= offset else { return nil }
    return String(decoding: data.dropFirst(offset), as: UTF8.self)
  }

  private static func lines(of text: String) -> [Substring] {
    text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
  }

  private static func message(of line: Substring) -> String {
    for mark in ["PANIC:", "FATAL:", "ERROR:", "error:", "LOG:"] {
      guard let range = line.firstRange(of: mark) else { continue }
      return String(line[range.upperBound...].drop(while: \.isWhitespace))
    }
    return String(line.drop(while: \.isWhitespace))
  }
}
