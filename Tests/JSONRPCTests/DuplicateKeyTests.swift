import JSONRPC
import Testing

@Suite("An object names a member once")
struct DuplicateKeyTests {
  @Test(
    "The same name twice is refused at its second place, however it is written",
    arguments: [
      (#"{"a":1,"a":1}"#, 7), (#"{"a":1,"b":2,"a":3}"#, 13), (#"{"a":1,"\u0061":1}"#, 7), (#"{"\u0061":1,"a":1}"#, 12),
      (#"{"\/":1,"/":1}"#, 8), (#"{"\u00e9":1,"é":2}"#, 12), (#"{"😀":1,"\ud83d\ude00":2}"#, 10), (#"{"":1,"":2}"#, 6),
      (#"[{"x":{"a":[],"a":{}}}]"#, 14), (#"{"\u00E9":1,"\u00e9":2}"#, 12),
    ])
  func refused(_ text: String, offset: Int) {
    #expect(refusal(text) == JSONScanError(.duplicateKey, at: offset))
  }

  @Test("Names that only look alike are two")
  func different() {
    #expect(refusal("{\"\u{E9}\":1,\"e\u{301}\":2}") == nil)
    #expect(refusal(#"{"a":1,"A":2,"a ":3,"aa":4}"#) == nil)
    #expect(refusal(#"{"a":{"a":{"a":1}},"b":{"a":1}}"#) == nil)
  }

  @Test("Large objects are checked as well", arguments: [12, 13, 14, 100, 5000])
  func large(_ count: Int) {
    let members = (0..<count).map { "\"name\($0)\":[{\"name\($0)\":\($0)}]" }
    #expect(refusal("{" + members.joined(separator: ",") + "}") == nil)
    let doubled = members + [#""n\u0061me3":0"#]
    let error = refusal("{" + doubled.joined(separator: ",") + "}")
    #expect(error?.rule == .duplicateKey)
    #expect(error?.offset == members.joined(separator: ",").utf8.count + 2)
  }
}
