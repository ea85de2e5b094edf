import JSONRPC
import Testing

@Suite("The scanner takes RFC 8259 and nothing else")
struct ScannerTests {
  @Test(
    "It accepts what the grammar allows",
    arguments: [
      "{}", "[]", "null", "true", "false", "0", "-0", "\"\"", " \t\r\n1 \t\r\n", "-0.0", "1e400", "1E+2", "1e-2",
      "0.5e0",
      "123456789012345678901234567890", "[1,2,[3,[]],{}]", #"{"a":1,"b":{"a":1}}"#, #"{"":0}"#,
      #""\"\\\/\b\f\n\r\t\u00e9""#, #""\ud83d\ude00""#,
      "\"\u{7F}\u{80}\u{7FF}\u{800}\u{FFFD}\u{FFFF}\u{10000}\u{10FFFF}\"",
      "\"张三丰的随访记录\"", #"{"a":[{"b":[{"c":null}]}]}"#,
    ])
  func accepts(_ text: String) {
    #expect(refusal(text) == nil)
  }

  @Test(
    "It refuses what other readers let pass, with the rule and the offset",
    arguments: [
      ("", .unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("{", .unexpectedEnd, 1), ("[1", .unexpectedEnd, 2),
      (#"{"a""#, .unexpectedEnd, 4), (#"{"a":"#, .unexpectedEnd, 5), ("\"abc", .unexpectedEnd, 4),
      ("tru", .unexpectedEnd, 3),
      ("-", .unexpectedEnd, 1), ("1.", .unexpectedEnd, 2), ("1e", .unexpectedEnd, 2), (#""\"#, .unexpectedEnd, 2),
      (#""\u00"#, .unexpectedEnd, 5),
      ("[1,]", .trailingComma, 3), (#"{"a":1,}"#, .trailingComma, 7), ("[,1]", .unexpectedByte, 1),
      ("[1,,2]", .unexpectedByte, 3),
      ("[1 2]", .unexpectedByte, 3), ("{1:2}", .unexpectedByte, 1), (#"{"a" 1}"#, .unexpectedByte, 5),
      ("[}", .unexpectedByte, 1),
      ("{]", .unexpectedByte, 1), ("[1}", .unexpectedByte, 2), ("'a'", .unexpectedByte, 0),
      ("{a:1}", .unexpectedByte, 1),
      ("True", .unexpectedByte, 0), ("nul1", .unexpectedByte, 3), ("NaN", .unexpectedByte, 0),
      ("Infinity", .unexpectedByte, 0),
      ("// a\n1", .unexpectedByte, 0), ("\u{A0}1", .unexpectedByte, 0), ("+1", .unexpectedByte, 0),
      (".5", .unexpectedByte, 0),
      ("1 2", .trailingBytes, 2), ("{}{}", .trailingBytes, 2), ("[]]", .trailingBytes, 2), ("nulll", .trailingBytes, 4),
      ("1\u{0}", .trailingBytes, 1), ("0x10", .trailingBytes, 1),
      ("01", .invalidNumber, 0), ("-01", .invalidNumber, 1), ("00", .invalidNumber, 0), ("-a", .invalidNumber, 1),
      ("1.e5", .invalidNumber, 2), ("1.5e+ ", .invalidNumber, 5), ("[1.]", .invalidNumber, 3),
      (#""\x41""#, .invalidEscape, 1), (#""\u00g0""#, .invalidEscape, 1), (#""\U0041""#, .invalidEscape, 1),
      ("\"a\nb\"", .controlCharacter, 2), ("\"\u{1F}\"", .controlCharacter, 1), ("\"\t\"", .controlCharacter, 1),
      ("\"a\u{0}b\"", .nulCharacter, 2), (#""\u0000""#, .nulCharacter, 1), (#"{"a\u0000":1}"#, .nulCharacter, 3),
      (#""\ud800""#, .loneSurrogate, 1), (#""\udc00""#, .loneSurrogate, 1), (#""\ud800\ud800""#, .loneSurrogate, 1),
      (#""\ud83dA""#, .loneSurrogate, 1), (#""\ud83d\n""#, .loneSurrogate, 1), (#""x\ude00\ud83d""#, .loneSurrogate, 2),
    ] as [(String, JSONScanError.Rule, Int)])
  func refuses(_ text: String, rule: JSONScanError.Rule, offset: Int) {
    let error = refusal(text)
    #expect(error?.rule == rule)
    #expect(error?.offset == offset)
  }

  @Test("A byte order mark and UTF-16 are refused")
  func encodings() {
    #expect(refusal([0xEF, 0xBB, 0xBF, 0x7B, 0x7D])?.rule == .byteOrderMark)
    #expect(refusal([0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00])?.rule == .byteOrderMark)
    #expect(refusal([0xFE, 0xFF, 0x00, 0x7B, 0x00, 0x7D])?.rule == .byteOrderMark)
    #expect(refusal([0x7B, 0x00, 0x7D, 0x00])?.rule == .unexpectedByte)
    #expect(refusal([0x00, 0x7B, 0x00, 0x7D])?.rule == .unexpectedByte)
  }

  @Test("Thirty-two levels are taken, the thirty-third is not")
  func depth() {
    let arrays = { (levels: Int) in String(repeating: "[", count: levels) + String(repeating: "]", count: levels) }
    #expect(refusal(arrays(32)) == nil)
    #expect(refusal(arrays(33)) == JSONScanError(.tooDeep, at: 32))
    let objects = { (levels: Int) in
      String(repeating: #"{"a":"#, count: levels) + "1" + String(repeating: "}", count: levels)
    }
    #expect(refusal(objects(32)) == nil)
    #expect(refusal(objects(33))?.rule == .tooDeep)
    #expect(refusal(String(repeating: "[", count: 500_000))?.rule == .tooDeep)
  }

  @Test("More bytes than allowed are refused unread")
  func length() {
    #expect(refusal(Array("[1]".utf8), limits: JSONLimits(bytes: 3)) == nil)
    #expect(refusal(Array("[1] ".utf8), limits: JSONLimits(bytes: 3))?.rule == .tooLong)
  }

  @Test("A special character is found wherever it stands in a run", arguments: 0..<40)
  func runs(_ position: Int) {
    let plain = String(repeating: "a", count: position)
    let rest = String(repeating: "b", count: 40 - position)
    #expect(refusal("\"\(plain)\u{1}\(rest)\"") == JSONScanError(.controlCharacter, at: position + 1))
    #expect(refusal("\"\(plain)\\q\(rest)\"") == JSONScanError(.invalidEscape, at: position + 1))
    #expect((try? value("\"\(plain)é\(rest)\"").string) == "\(plain)é\(rest)")
    #expect((try? value("\"\(plain)\\n\(rest)\"").string) == "\(plain)\n\(rest)")
    #expect((try? value("\"\(plain)\"").string) == plain)
  }
}
