import FoundationEssentials
import JSONRPC
import Testing

@Suite("Schemas are derived from the types that decode")
struct SchemaDeriverTests {
  enum Role: String, Codable, CaseIterable, JSONSchemaProviding { case agent, manager }
  enum Level: Int, Codable, CaseIterable, JSONSchemaProviding { case first = 1, second = 2 }

  struct Phone: Codable, JSONSchemaProviding {
    static let jsonSchema = JSONSchema.string(pattern: "^[0-9]+$", examples: ["138"])
    var digits: String

    init(from decoder: any Decoder) throws {
      digits = try decoder.singleValueContainer().decode(String.self)
      guard !digits.isEmpty else {
        throw Violation(rule: "phone", message: LocalizedText(chinese: "空", english: "Empty"))
      }
    }
  }

  struct Contact: Codable, Described {
    static let descriptions = ["name": "Who.", "phones": "How."]
    var name: String
    var phones: [Phone]
  }

  struct Everything: Codable, Described {
    static let descriptions = Dictionary(
      uniqueKeysWithValues: [
        "text", "flag", "count", "small", "ratio", "id", "at", "role", "level", "contact", "others", "note", "spare",
        "any", "tags",
      ].map { ($0, "The \($0).") })
    var text: String
    var flag: Bool
    var count: Int
    var small: Int16
    var ratio: Double
    var id: UUID
    var at: Date
    var role: Role
    var level: Level
    var contact: Contact
    var others: [Contact]?
    var note: String?
    var spare: Role?
    var any: JSONBytes
    var tags: Set<String>
  }

  private func text(_ schema: JSONSchema) throws -> String { try JSONOutput.encode(schema).text }

  @Test("Every kind of property has its schema, with its description")
  func properties() throws {
    let schema = try SchemaDeriver.schema(of: Everything.self)
    let expected = [
      "text": #"{"type":"string","description":"The text."}"#,
      "flag": #"{"type":"boolean","description":"The flag."}"#,
      "count": #"{"type":"integer","format":"int64","description":"The count."}"#,
      "small": #"{"type":"integer","description":"The small.","minimum":-32768,"maximum":32767}"#,
      "ratio": #"{"type":"number","description":"The ratio."}"#,
      "role": #"{"type":"string","description":"The role.","enum":["agent","manager"]}"#,
      "level": #"{"type":"integer","description":"The level.","enum":[1,2]}"#,
      "note": #"{"description":"The note.","anyOf":[{"type":"string"},{"type":"null"}]}"#,
      "spare": #"{"description":"The spare.","anyOf":[{"type":"string","enum":["agent","manager"]},{"type":"null"}]}"#,
      "any": #"{"description":"The any."}"#,
      "tags": #"{"type":"array","description":"The tags.","items":{"type":"string"}}"#,
      "contact":
        #"""
      {"type":"object","description":"The contact.","properties":{"name":{"type":"string",\#
      "description":"Who."},"phones":{"type":"array","description":"How.","items":{"type":"string",\#
      "pattern":"^[0-9]+$","examples":["138"]}}},"required":["name","phones"],\#
      "additionalProperties":false}
      """#,
    ]
    for (name, text) in expected {
      let property = try #require(schema.properties.first { $0.name == name })
      #expect(try self.text(property.schema) == text)
    }
    #expect(schema.properties.first { $0.name == "id" }?.schema.format == "uuid")
    #expect(schema.properties.first { $0.name == "at" }?.schema.format == "date-time")
  }

  @Test("Properties keep their order, and optional ones aren't required")
  func order() throws {
    let schema = try SchemaDeriver.schema(of: Everything.self)
    #expect(schema.properties.count == 15)
    #expect(schema.properties.prefix(3).map(\.name) == ["text", "flag", "count"])
    #expect(
      schema.required == [
        "text", "flag", "count", "small", "ratio", "id", "at", "role", "level", "contact", "any", "tags",
      ])
    #expect(schema.additionalProperties == .forbidden)
  }

  @Test("Results leave room to grow, and their optional fields are absent rather than null")
  func output() throws {
    let schema = try SchemaDeriver.schema(of: Everything.self, for: .output)
    #expect(schema.additionalProperties == .allowed)
    #expect(schema.properties.first { $0.name == "note" }?.schema.type == .string)
    #expect(!schema.required.contains("note"))
    #expect(try !text(schema).contains("additionalProperties"))
  }

  @Test("Arrays, optionals and basic types stand alone as well")
  func plain() throws {
    #expect(try text(SchemaDeriver.schema(of: [Contact].self)).hasPrefix(#"{"type":"array","items":{"type":"object""#))
    #expect(
      try text(SchemaDeriver.schema(of: [[Int32]].self))
        == #"""
        {"type":"array","items":{"type":"array","items":{"type":"integer","minimum":-2147483648,\#
        "maximum":2147483647}}}
        """#
    )
    #expect(try text(SchemaDeriver.schema(of: Bool?.self)) == #"{"anyOf":[{"type":"boolean"},{"type":"null"}]}"#)
    #expect(
      try text(SchemaDeriver.schema(of: [Bool?].self, for: .output))
        == #"{"type":"array","items":{"anyOf":[{"type":"boolean"},{"type":"null"}]}}"#)
  }

  @Test("What decodes fits the derived schema's sample and the other way round")
  func agrees() throws {
    let sample =
      #"""
      {"text":"","flag":false,"count":0,"small":0,"ratio":0,"id":"0192f3a4-7b6c-7d8e-9f01-23456789abcd",\#
      "at":"2026-01-04T08:30:00Z","role":"agent","level":1,"contact":{"name":"","phones":[]},"any":null,\#
      "tags":[]}
      """#
    let decoded = try params(sample).decode(Everything.self)
    #expect(decoded.level == .first)
    let schema = try SchemaDeriver.schema(of: Everything.self)
    #expect(try Set(value(sample).members.map(\.name)) == Set(schema.required))
  }
}
