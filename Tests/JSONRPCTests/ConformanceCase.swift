import Foundation
import JSONRPC
import Testing

/// One line of the shared file: a body and what it is answered.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
  let name: String
  let request: String
  /// The canonical form of the answer; nil when there is none.
  let expected: [UInt8]?

  var testDescription: String { name }

  private struct Line: Decodable {
    let n: String
    let req: String
    let exp: JSONValue
  }

  static func all() throws -> [ConformanceCase] {
    let file = try #require(Bundle.module.url(forResource: "Fixtures/conformance", withExtension: "jsonl"))
    let text = try String(contentsOf: file, encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      let sample = try JSONDocument(scanning: Array(line.utf8)).root.decode(Line.self)
      return ConformanceCase(
        name: sample.n, request: sample.req, expected: sample.exp.kind == .null ? nil : sample.exp.canonicalBytes)
    }
  }
}
