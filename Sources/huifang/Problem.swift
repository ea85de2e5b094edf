import EmbeddedPostgres
import FoundationEssentials
import JSONRPC
import Postgres
import Vault

/// Why a command can't go on: one line that says what to do. It ends the program with exit code 1.
struct Problem: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }

  /// What went wrong, in an operator's words.
  init(explaining error: any Error) {
    self.init(Self.oneLine(Self.text(of: error)))
  }

  private static func text(of error: any Error) -> String {
    switch error {
    case let error as RPCError: text(of: error)
    case let error as DatabaseError: text(of: error)
    default: text(ofOther: oneLine("\(error)"))
    }
  }

  /// What the listening socket and the file system throw has no type of ours.
  private static func text(ofOther text: String) -> String {
    if text.contains("Address already in use") {
      return "the address is taken by another program: stop that one, or choose another port"
    }
    return text.contains("No space left on device") ? "the disk is full: free some space and start again" : text
  }

  /// The message, and behind it each rule that was broken.
  private static func text(of error: RPCError) -> String {
    let language = OperatorLanguage.current
    let violations = error.violations.map { "\($0.path): \($0.message(language))" }
    return oneLine(([error.message(language)] + violations).joined(separator: "; ")) + " (\(error.code.symbol))"
  }

  private static func text(of error: DatabaseError) -> String {
    switch error.kind {
    case .unavailable: "the database can't be reached: \(error.diagnosis ?? "it doesn't answer")"
    case .server where error.sqlState == "53100": "the disk is full: free some space and start again"
    default: "the database refused: \(error)"
    }
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
