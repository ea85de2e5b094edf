import FoundationEssentials
import JSONRPC
import Testing

@Suite("Results are encoded once, in a fixed form")
struct EncoderTests {
  struct Item: Codable {
    var zulu: String
    var alpha: Int
    var nothing: String?
    var id = UUID(uuid: (0xAB, 0xCD, 0xEF, 0x01, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13))
    var at = Date(timeIntervalSince1970: 1_795_312_860.1234)
    var list: [Item] = []
    var empty = Empty()
    var raw = JSONBytes(trusted: Array(#"{"a" : [1]}"#.utf8))
  }

  struct Empty: Codable {}

  @Test("Fields come as declared, nil is left out, dates and ids have one form, encoded JSON is spliced")
  func form() throws {
    let inner =
      #"""
      "id":"abcdef01-0203-0405-0607-08090a0b0c0d","at":"2026-11-22T02:01:00.123Z","list":[],"empty":{},\#
      "raw":{"a" : [1]}}
      """#
    #expect(try JSONOutput.encode(Item(zulu: "z", alpha: 1)).text == #"{"zulu":"z","alpha":1,"# + inner)
    let outer = Item(zulu: "o", alpha: 2, list: [Item(zulu: "i", alpha: 3), Item(zulu: "j", alpha: 4)])
    let text = try JSONOutput.encode(outer).text
    #expect(text.contains(#""list":[{"zulu":"i","alpha":3,"#))
    #expect(text.contains(#"{"a" : [1]}},{"zulu":"j""#))
    #expect(refusal(text) == nil)
  }

  @Test("Strings escape what they must and nothing else")
  func strings() throws {
    #expect(
      try JSONOutput.encode("a\"b\\c/d\n\r\t\u{8}\u{C}\u{0}\u{1F}\u{7F}é中😀\u{2028}").text
        == "\"a\\\"b\\\\c/d\\n\\r\\t\\u0008\\u000c\\u0000\\u001f\u{7F}é中😀\u{2028}\"")
    #expect(try JSONOutput.encode("").text == "\"\"")
  }

  @Test("An escape is found wherever it stands in a run", arguments: 0..<20)
  func runs(_ position: Int) throws {
    let text = String(repeating: "é", count: position) + "\"" + String(repeating: "a", count: 20 - position) + "\n"
    #expect(try value(JSONOutput.encode(text).text).string == text)
  }

  @Test("Integers of every width are written by their digits")
  func integers() throws {
    #expect(
      try JSONOutput.encode([Int.min, -1, 0, 9, 10, Int.max]).text
        == "[-9223372036854775808,-1,0,9,10,9223372036854775807]")
    #expect(try JSONOutput.encode([UInt64.max, 0]).text == "[18446744073709551615,0]")
    #expect(try JSONOutput.encode([Int8.min, 127]).text == "[-128,127]")
  }

  @Test(
    "Numbers read back as themselves",
    arguments: [
      0.0, -0.0, 0.1, 1.0, 71.67, 1e300, Double.leastNonzeroMagnitude, 1.7976931348623157e308, 1.0 / 3, -123456.789,
      1e16, 1e-7,
    ])
  func doubles(_ number: Double) throws {
    let text = try JSONOutput.encode(number).text
    #expect(try value(text).decode(Double.self) == number)
    #expect(text.utf8.count <= 24)
  }

  @Test("What JSON can't say is refused")
  func unsayable() {
    for number in [Double.nan, .infinity, -.infinity] {
      #expect(throws: RPCError(.internalError)) { try JSONOutput.encode(["a": [number]]) }
    }
    #expect(throws: RPCError(.internalError)) { try JSONOutput.encode(Float.nan) }
    for date in [
      Date.distantPast.addingTimeInterval(-1e12), Date(timeIntervalSince1970: 1e18), Date(timeIntervalSince1970: .nan),
    ] {
      #expect(throws: RPCError(.internalError)) { try JSONOutput.encode(date) }
    }
  }

  @Test("Dictionaries are sorted by name, so that the same value gives the same bytes")
  func dictionaries() throws {
    let counts = Dictionary(uniqueKeysWithValues: ["b", "a", "中", "c\"", ""].map { ($0, ["y": 1, "x": 2]) })
    let inner = #"{"x":2,"y":1}"#
    #expect(
      try JSONOutput.encode(counts).text == #"{"":\#(inner),"a":\#(inner),"b":\#(inner),"c\"":\#(inner),"中":\#(inner)}"#
    )
    #expect(try JSONOutput.encode([String: Int]()).text == "{}")
  }

  /// Writes by hand in an order that synthesised code never has.
  struct Handmade: Encodable {
    enum Key: String, CodingKey { case a, b, c, d }

    func encode(to encoder: any Encoder) throws {
      var outer = encoder.container(keyedBy: Key.self)
      var list = outer.nestedUnkeyedContainer(forKey: .a)
      try list.encode(1)
      var deep = list.nestedContainer(keyedBy: Key.self)
      try deep.encode(true, forKey: .b)
      var same = encoder.container(keyedBy: Key.self)
      try same.encodeNil(forKey: .c)
      try outer.encode(Int?.none, forKey: .d)
    }
  }

  @Test("Nested containers close when their parent goes on")
  func nested() throws {
    #expect(try JSONOutput.encode([Handmade()]).text == #"[{"a":[1,{"b":true}],"c":null,"d":null}]"#)
  }

  struct Late: Encodable {
    var nests: Bool

    func encode(to encoder: any Encoder) throws {
      var outer = encoder.unkeyedContainer()
      var inner = outer.nestedUnkeyedContainer()
      try outer.encode(1)
      if nests { _ = inner.nestedUnkeyedContainer() } else { try inner.encode(2) }
    }
  }

  @Test("Writing into a container that was left is refused rather than misplaced", arguments: [true, false])
  func late(_ nests: Bool) {
    #expect(throws: RPCError(.internalError)) { try JSONOutput.encode(Late(nests: nests)) }
  }
}
