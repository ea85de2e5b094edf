/// What a statement's first word says about how it may be sent.
enum StatementKind: Sendable, Hashable {
  /// Has a plan that is worth keeping.
  case planned
  /// Changes settings of the transaction only; what follows it can be prepared before it is run.
  case setting
  /// Another utility statement: sent as it is, and what follows it in the same pipeline may depend on it.
  case utility
  /// Begins or ends a transaction or changes the session: never from a caller, since it would reach others.
  case refused
  /// Like SAVEPOINT: has sense only within an interactive transaction.
  case interactiveOnly

  init(_ text: [UInt8]) {
    var words = LeadingWords(text)
    switch words.next() {
    case "SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "VALUES", "TABLE", "MERGE": self = .planned
    case "SAVEPOINT", "RELEASE": self = .interactiveOnly
    case "ROLLBACK":
      switch words.next() {
      case "TO": self = .interactiveOnly
      case "WORK", "TRANSACTION": self = words.next() == "TO" ? .interactiveOnly : .refused
      default: self = .refused
      }
    case "SET":
      let next = words.next()
      self = next == "LOCAL" || next == "CONSTRAINTS" || next == "TRANSACTION" ? .setting : .refused
    case "BEGIN", "START", "COMMIT", "END", "ABORT", "PREPARE", "EXECUTE", "DEALLOCATE", "COPY", "LISTEN", "UNLISTEN",
      "DISCARD", "RESET", "DECLARE", "FETCH", "MOVE", "CLOSE", "LOAD", "":
      self = .refused
    default: self = .utility
    }
  }
}

/// The first words of a statement in capitals, without comments, white space and opening parentheses before them.
private struct LeadingWords {
  private let text: [UInt8]
  private var position = 0

  init(_ text: [UInt8]) { self.text = text }

  mutating func next() -> String {
    skipBlanks()
    var word: [UInt8] = []
    while let letter = current.map({ $0 & 0xDF }), letter >= UInt8(ascii: "A"), letter <= UInt8(ascii: "Z") {
      word.append(letter)
      position += 1
    }
    return String(decoding: word, as: UTF8.self)
  }

  private var current: UInt8? { position < text.count ? text[position] : nil }

  private func starts(with pair: StaticString) -> Bool {
    guard position + 1 < text.count else { return false }
    return pair.withUTF8Buffer { unsafe text[position] == $0[0] && text[position + 1] == $0[1] }
  }

  private mutating func skipBlanks() {
    while let byte = current {
      if byte <= UInt8(ascii: " ") || byte == UInt8(ascii: "(") {
        position += 1
      } else if starts(with: "--") {
        while let byte = current, byte != UInt8(ascii: "\n") { position += 1 }
      } else if starts(with: "/*") {
        skipComment()
      } else {
        return
      }
    }
  }

  /// Comments nest in PostgreSQL.
  private mutating func skipComment() {
    var depth = 0
    while position < text.count {
      if starts(with: "/*") {
        depth += 1
        position += 2
      } else if starts(with: "*/") {
        depth -= 1
        position += 2
        if depth == 0 { return }
      } else {
        position += 1
      }
    }
  }
}
