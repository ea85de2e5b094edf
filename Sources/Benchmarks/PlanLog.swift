import FoundationEssentials
import JSONRPC

/// The plans that `auto_explain` writes into the server's log: of the statements as the service sent them, not of copies.
struct PlanLog: Sendable {
  let file: String

  /// Where the log ends now.
  var end: Int { FileManager.default.contents(atPath: file)?.count ?? 0 }

  /// The statements from one place of the log to another, in their order.
  func statements(from start: Int) throws -> [ExplainedStatement] {
    let bytes = FileManager.default.contents(atPath: file)?.dropFirst(start) ?? Data()
    var statements: [ExplainedStatement] = []
    var entry: [Substring]?
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      if line.hasPrefix("\t") {
        entry?.append(line.dropFirst())
      } else {
        if let entry { statements.append(try Self.statement(entry)) }
        entry = line.hasSuffix("plan:") ? [] : nil
      }
    }
    if let entry { statements.append(try Self.statement(entry)) }
    return statements
  }

  private static func statement(_ lines: [Substring]) throws -> ExplainedStatement {
    let text = lines.joined(separator: "\n")
    let json = try JSONDocument(scanning: Array(text.utf8), limits: JSONLimits(depth: 200, bytes: 4 << 20)).root
    guard let plan = json["Plan"] else { throw Finding("the log has a plan without a plan") }
    return ExplainedStatement(text: json["Query Text"]?.string ?? "", plan: PlanNode(plan))
  }
}
