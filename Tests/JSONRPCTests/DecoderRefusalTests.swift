import FoundationEssentials
import JSONRPC
import Testing

@Suite("What doesn't fit the type is refused with path and rule")
struct DecoderRefusalTests {
  struct Contact: Codable {
    var name: String
    var phone: Phone
  }

  /// A newtype that says itself what is wrong.
  struct Phone: Codable, JSONSchemaProviding {
    static let jsonSchema = JSONSchema.string(minLength: 3, maxLength: 11, examples: ["13812345678"])
    var digits: String

    init(from decoder: any Decoder) throws {
      digits = try decoder.singleValueContainer().decode(String.self)
      guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        throw Violation(rule: "phone", message: LocalizedText(chinese: "只能是数字", english: "Digits only"))
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(digits)
    }
  }

  enum Outcome: String, Codable, CaseIterable, JSONSchemaProviding { case reached, refused }

  struct Record: Codable {
    var taskId: UUID
    var count: Int
    var outcome: Outcome
    var contacts: [Contact]
    var at: Date?
    var share: Double?
    var level: Int8?
    var inner: Inner?

    struct Inner: Codable {
      var flag: Bool
    }
  }

  private static let good = [
    "taskId": #""0192f3a4-7b6c-7d8e-9f01-23456789abcd""#, "count": "1", "outcome": #""reached""#,
    "contacts": #"[{"name":"a","phone":"138"}]"#,
  ]

  private func violations(_ changes: [String: String?]) throws -> [String] {
    var members = Self.good
    for (name, text) in changes { members[name] = text }
    let text = "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    let params = try params(text)
    do throws(RPCError) {
      _ = try params.decode(Record.self)
      return []
    } catch {
      #expect(error.code == .invalidParams)
      for violation in error.violations {
        #expect(!violation.message.chinese.isEmpty && !violation.message.english.isEmpty)
        #expect(violation.message.chinese != violation.message.english)
      }
      return error.violations.map { "\($0.path) \($0.rule)" }
    }
  }

  @Test("The good record decodes")
  func good() throws {
    #expect(try violations([:]) == [])
  }

  @Test(
    "One mistake is one violation",
    arguments: [
      ("foo", "1", "foo additionalProperties"), ("count", nil, "count required"), ("count", "null", "count type"),
      ("count", "\"1\"", "count type"), ("count", "1.0", "count type"), ("count", "1e2", "count type"),
      ("count", "9223372036854775808", "count range"), ("count", "-9223372036854775809", "count range"),
      ("level", "128", "level maximum"), ("level", "-129", "level minimum"), ("level", "true", "level type"),
      ("share", "1e400", "share range"), ("share", "\"1\"", "share type"), ("taskId", "\"x\"", "taskId format"),
      ("taskId", "1", "taskId type"), ("taskId", "\"0192f3a4-7b6c-7d8e-9f01-23456789abcg\"", "taskId format"),
      ("taskId", "\"0192f3a47b6c7d8e9f0123456789abcd\"", "taskId format"), ("outcome", "\"lost\"", "outcome enum"),
      ("outcome", "7", "outcome type"), ("at", "\"2026-02-30T00:00:00Z\"", "at format"),
      ("at", "\"yesterday\"", "at format"),
      ("contacts", "{}", "contacts type"), ("contacts", "[1]", "contacts[0] type"),
      ("contacts", #"[{"name":"a","phone":"138"},{"name":"b"}]"#, "contacts[1].phone required"),
      ("contacts", #"[{"name":"a","phone":"138","x":{"y":1}}]"#, "contacts[0].x additionalProperties"),
      ("contacts", #"[{"name":"a","phone":"12a"}]"#, "contacts[0].phone phone"),
      (
        "contacts", #"[{"name":"a","phone":"12"}, {"name":1,"phone":"138"}]"#,
        "contacts[0].phone minLength|contacts[1].name type"
      ),
      ("inner", "{}", "inner.flag required"), ("inner", #"{"flag":0}"#, "inner.flag type"),
      ("inner", "[]", "inner type"),
      ("inner", #"{"flag":true,"é\n":1}"#, "inner.é\n additionalProperties"),
    ] as [(String, String?, String)])
  func single(_ name: String, _ text: String?, _ expected: String) throws {
    #expect(try violations([name: text]).joined(separator: "|") == expected)
  }

  @Test("All mistakes are told at once")
  func several() throws {
    let found = try violations([
      "taskId": nil, "count": "\"x\"", "outcome": "\"lost\"", "foo": "1", "contacts": #"[{"name":1,"phone":"a"}]"#,
    ])
    #expect(
      Set(found) == [
        "taskId required", "count type", "outcome enum", "foo additionalProperties", "contacts[0].name type",
        "contacts[0].phone minLength",
      ])
  }

  @Test("Unknown fields are named even when all else is well, and no more than twenty")
  func manyUnknown() throws {
    #expect(try violations(["x": "1", "y": "{}"]) == ["x additionalProperties", "y additionalProperties"])
    let many = Dictionary(uniqueKeysWithValues: (0..<100).map { ("x\($0)", "1" as String?) })
    #expect(try violations(many).count == 20)
  }

  @Test("A violation never repeats a value, and a long name is cut")
  func discretion() throws {
    let error = #expect(throws: RPCError.self) {
      try params("{\"\(String(repeating: "姓", count: 1000))\":\"340304199001011234\"}").decode(Record.Inner.self)
    }
    let told = error.map { "\($0)" } ?? ""
    #expect(!told.contains("340304199001011234"))
    #expect(told.utf8.count < 2000)
  }

  @Test("Params by position are refused where they aren't declared, and surplus ones where they are")
  func positions() throws {
    let error = #expect(throws: RPCError.self) { try params("[true]").decode(Record.Inner.self) }
    #expect(error?.violations.first?.rule == "byName")
    let surplus = #expect(throws: RPCError.self) {
      try params("[true,1]").decode(Record.Inner.self, positional: ["flag"])
    }
    #expect(surplus?.violations.first?.rule == "maxItems")
    let wrong = #expect(throws: RPCError.self) { try params("[1]").decode(Record.Inner.self, positional: ["flag"]) }
    #expect(wrong?.violations.first?.path == "flag")
  }
}
