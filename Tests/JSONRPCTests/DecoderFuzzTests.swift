import JSONRPC
import Testing

@Suite("Random params")
struct DecoderFuzzTests {
  private static let names = [
    "taskId", "count", "outcome", "contacts", "at", "share", "level", "inner", "name", "phone",
  ]
  private static let scalars = [
    "null", "true", "0", "-1", "1.5", "1e400", "99999999999999999999", "\"\"", #""reached""#, #""138""#, #""\\u0061""#,
    #""0192f3a4-7b6c-7d8e-9f01-23456789abcd""#, #""2026-01-04T08:30:00Z""#, #""é\ud83d\ude00""#,
  ]

  private func document(depth: Int, _ random: inout FuzzTests.Seeded) -> String {
    switch Int.random(in: 0..<(depth > 3 ? 1 : 4), using: &random) {
    case 0: return Self.scalars.randomElement(using: &random) ?? "null"
    case 1:
      let elements = (0..<Int.random(in: 0..<4, using: &random)).map { _ in document(depth: depth + 1, &random) }
      return "[" + elements.joined(separator: ",") + "]"
    default:
      let names = Self.names.shuffled(using: &random).prefix(Int.random(in: 0...10, using: &random))
      return "{" + names.map { "\"\($0)\":" + document(depth: depth + 1, &random) }.joined(separator: ",") + "}"
    }
  }

  @Test("Decoding either succeeds or says what is wrong, and what succeeds survives a round trip", arguments: 0..<4)
  func decoding(_ seed: UInt64) throws {
    var random = FuzzTests.Seeded(state: seed &+ 3000)
    for _ in 0..<1000 {
      let params = try value(document(depth: 0, &random))
      do {
        let record = try params.decode(DecoderRefusalTests.Record.self)
        _ = try value(JSONOutput.encode(record).text).decode(DecoderRefusalTests.Record.self)
      } catch let error as RPCError {
        #expect(error.code == .invalidParams)
        #expect((1...20).contains(error.violations.count))
      }
    }
  }
}
