import FoundationEssentials
import JSONRPC
import Testing

@Suite("Params are decoded straight into the typed struct")
struct DecoderTests {
  struct Everything: Codable, Equatable {
    struct Contact: Codable, Equatable {
      var name: String
      var phones: [String]
    }
    enum Outcome: String, Codable { case reached, refused }
    var text: String
    var flag: Bool
    var count: Int
    var small: Int16
    var unsigned: UInt64
    var ratio: Double
    var single: Float
    var id: UUID
    var at: Date
    var outcome: Outcome
    var contacts: [Contact]
    var matrix: [[Int]]
    var limits: [String: Int]
    var tags: Set<String>
    var note: String?
    var nested: Contact?
    var sparse: [Int?]
  }

  private static let text = #"""
    {"text":"张\u4e09","flag":true,"count":-9223372036854775808,"small":-32768,"unsigned":18446744073709551615,
    "ratio":1.5e3,"single":0.25,"id":"0192F3A4-7b6c-7d8e-9f01-23456789abcd","at":"2026-11-22T10:01:00.5+08:00",
    "outcome":"refused","contacts":[{"name":"a","phones":[]},{"phones":["1","2"],"name":"b"}],"matrix":[[1],[],[2,3]],
    "limits":{"a":1,"é":2},"tags":["x","y"],"note":null,"sparse":[1,null,3]}
    """#

  @Test("Every kind of property arrives")
  func everything() throws {
    let decoded = try params(Self.text).decode(Everything.self)
    #expect(decoded.text == "张三")
    #expect(decoded.flag)
    #expect(decoded.count == .min && decoded.small == .min && decoded.unsigned == .max)
    #expect(decoded.ratio == 1500 && decoded.single == 0.25)
    #expect(decoded.id == UUID(uuidString: "0192f3a4-7b6c-7d8e-9f01-23456789abcd"))
    #expect(decoded.at == Date(timeIntervalSince1970: 1_795_312_860.5))
    #expect(decoded.outcome == .refused)
    #expect(decoded.contacts == [.init(name: "a", phones: []), .init(name: "b", phones: ["1", "2"])])
    #expect(decoded.matrix == [[1], [], [2, 3]])
    #expect(decoded.limits == ["a": 1, "é": 2])
    #expect(decoded.tags == ["x", "y"])
    #expect(decoded.note == nil && decoded.nested == nil)
    #expect(decoded.sparse == [1, nil, 3])
  }

  @Test("What was decoded encodes to what decodes to the same")
  func roundTrip() throws {
    let decoded = try params(Self.text).decode(Everything.self)
    let again = try params(JSONOutput.encode(decoded).text).decode(Everything.self)
    #expect(again == decoded)
  }

  struct Page: Codable, Equatable {
    var limit: Int?
    var cursor: String?
  }

  @Test(
    "Optional properties may be absent or null",
    arguments: ["{}", #"{"limit":null}"#, #"{"limit":null,"cursor":null}"#])
  func optional(_ text: String) throws {
    #expect(try params(text).decode(Page.self) == Page())
    #expect(try Params.none.decode(Page.self) == Page())
  }

  struct Raw: Decodable {
    var any: JSONValue
    var bytes: JSONBytes
    var maybe: JSONValue?
  }

  @Test("Any JSON is taken unexamined where the type says so")
  func raw() throws {
    let decoded = try params(#"{"any":{"x":[{"y":1}]},"bytes": {"z" : 1} ,"maybe":null}"#).decode(Raw.self)
    #expect(decoded.any["x"]?.elements[0]["y"]?.integer == 1)
    #expect(decoded.bytes.text == #"{"z" : 1}"#)
    #expect(decoded.maybe == nil)
  }

  struct Difference: Decodable {
    var minuend: Int
    var subtrahend: Int?
  }

  @Test("By position, elements get the names that the method gives them")
  func positional() throws {
    let names = ["minuend", "subtrahend"]
    #expect(try params("[5,3]").decode(Difference.self, positional: names).subtrahend == 3)
    #expect(try params("[5]").decode(Difference.self, positional: names).subtrahend == nil)
    #expect(try params("[5,null]").decode(Difference.self, positional: names).minuend == 5)
    #expect(try params("[1,2,4]").decode([Int].self, positional: []) == [1, 2, 4])
    #expect(try params(#"{"minuend":5}"#).decode(Difference.self, positional: names).minuend == 5)
  }

  struct Wide: Decodable, Equatable {
    var values: [String: [String: Int]]
  }

  @Test("Objects of many members are looked up as well")
  func many() throws {
    let inner = (0..<200).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    let outer = (0..<50).map { "\"o\($0)\":{\(inner)}" }.joined(separator: ",")
    let decoded = try params("{\"values\":{\(outer)}}").decode(Wide.self)
    #expect(decoded.values.count == 50)
    #expect(decoded.values["o49"]?["k199"] == 199)
  }

  enum Answer: Codable, Equatable, Sendable {
    case text(String)
    case choice(code: String, score: Int)
    case none
  }

  @Test("Enums with payloads decode", arguments: [Answer.text("a"), .choice(code: "b", score: 2), .none])
  func payloads(_ answer: Answer) throws {
    #expect(try value(JSONOutput.encode(answer).text).decode(Answer.self) == answer)
  }
}
