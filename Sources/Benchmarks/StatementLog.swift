import FoundationEssentials

/// What PostgreSQL's log says of the time that statements took, from a moment on.
struct StatementLog: Sendable {
  private let file: String
  private let start: Int

  /// Remembers where the log ends now.
  init(file: String) {
    self.file = file
    start = FileManager.default.contents(atPath: file)?.count ?? 0
  }

  /// Seconds of the statements that begin like this.
  func seconds(startingWith text: String) -> Double {
    entries().filter { $0.statement.lowercased().hasPrefix(text) }.reduce(0) { $0 + $1.milliseconds } / 1000
  }

  /// The seconds of each kind of statement, the longest first; a kind is a statement's first five words.
  func totals() -> [(statement: String, seconds: Double)] {
    var totals: [String: Double] = [:]
    for entry in entries() {
      let words = entry.statement.split(whereSeparator: \.isWhitespace).prefix(4).joined(separator: " ")
      totals[words, default: 0] += entry.milliseconds / 1000
    }
    return totals.sorted { $0.value > $1.value }.prefix(12).map { ($0.key, $0.value) }
  }

  /// `… LOG:  duration: 1.234 ms  execute p1: select …`; parse and bind have lines of their own, which count for the same.
  private func entries() -> [(statement: String, milliseconds: Double)] {
    let bytes = FileManager.default.contents(atPath: file)?.dropFirst(start) ?? Data()
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      guard let rest = line.split(separator: "LOG:  duration: ", maxSplits: 1).dropFirst().first else { return nil }
      let parts = rest.split(separator: " ", maxSplits: 2)
      guard parts.count == 3, let milliseconds = Double(parts[0]) else { return nil }
      guard let statement = parts[2].split(separator: ": ", maxSplits: 1).dropFirst().first else { return nil }
      return (String(statement), milliseconds)
    }
  }
}
