import JSONRPC
import Testing

@Suite("The shared conformance cases")
struct ConformanceTests {
  @Test("Each case is answered as it says, byte for byte in its ids", arguments: try ConformanceCase.all())
  func answers(_ sample: ConformanceCase) async throws {
    let answer = await RPCProcessor().process(
      body: Array(sample.request.utf8), language: .english, requestID: "r", handle: ConformanceMethods.handle)
    guard let expected = sample.expected else {
      #expect(answer.isEmpty)
      return
    }
    let answered = try JSONDocument(scanning: answer).root
    #expect(String(decoding: withoutData(answered), as: UTF8.self) == String(decoding: expected, as: UTF8.self))
  }

  @Test("All twenty-five are there")
  func count() throws {
    #expect(try ConformanceCase.all().count == 25)
  }

  /// The canonical form of an answer without `error.data`, which the specification leaves to us.
  private func withoutData(_ answer: JSONValue) -> [UInt8] {
    guard answer.kind == .object else {
      let items = answer.elements.map(withoutData)
      return Array("[".utf8) + items.joined(separator: Array(",".utf8)) + Array("]".utf8)
    }
    let members = answer.members.sorted { $0.name < $1.name }.map { member -> [UInt8] in
      guard member.name == "error", let code = member.value["code"], let message = member.value["message"] else {
        return Array("\"\(member.name)\":".utf8) + member.value.canonicalBytes
      }
      return Array("\"error\":{\"code\":".utf8) + code.canonicalBytes + Array(",\"message\":".utf8)
        + message.canonicalBytes + Array("}".utf8)
    }
    return Array("{".utf8) + members.joined(separator: Array(",".utf8)) + Array("}".utf8)
  }
}
