import Foundation
import JSONRPC
import Testing

@testable import Server

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
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let sample = try JSONDocument(scanning: Array(line.utf8)).root.decode(Line.self)
      return ConformanceCase(
        name: sample.n, request: sample.req, expected: sample.exp.kind == .null ? nil : sample.exp.canonicalBytes)
    }
  }
}

@Suite("The specification's cases over HTTP")
struct ConformanceTests {
  @Test("Each is answered with 200 and as the file says")
  func cases() async throws {
    let samples = try ConformanceCase.all()
    #expect(samples.count == 25)
    try await LocalService.run { service async throws in
      for sample in samples {
        let answer = try await service.call(sample.request)
        #expect(answer.status == 200, "\(sample.name)")
        guard let expected = sample.expected else {
          #expect(answer.body.isEmpty && answer.fields["content-type"] == nil, "\(sample.name)")
          continue
        }
        let found = try JSONDocument(scanning: Array(answer.body.utf8)).root
        #expect(Self.bare(found) == String(decoding: expected, as: UTF8.self), "\(sample.name)")
      }
    }
  }

  /// The canonical text without what the specification leaves to the service: data and wording of errors.
  private static func bare(_ value: JSONValue) -> String {
    switch value.kind {
    case .array: return "[\(value.elements.map(bare).joined(separator: ","))]"
    case .object:
      let members = value.members.filter { $0.name != "data" }.map { member -> (String, String) in
        guard member.name == "error", let code = member.value["code"]?.integer else {
          return (member.name, String(decoding: member.value.canonicalBytes, as: UTF8.self))
        }
        return (member.name, #"{"code":\#(code),"message":"\#(Self.wording[code] ?? "")"}"#)
      }
      return "{\(members.sorted { $0.0 < $1.0 }.map { #""\#($0.0)":\#($0.1)"# }.joined(separator: ","))}"
    default: return String(decoding: value.canonicalBytes, as: UTF8.self)
    }
  }

  private static let wording = [-32700: "Parse error", -32600: "Invalid Request", -32601: "Method not found"]
}
