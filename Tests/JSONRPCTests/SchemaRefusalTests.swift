import JSONRPC
import Testing

@Suite("What probing can't find out must be stated")
struct SchemaRefusalTests {
  private func refusal<T: Decodable>(_ type: T.Type) -> String {
    do throws(SchemaError) {
      _ = try SchemaDeriver.schema(of: type)
      return ""
    } catch {
      return error.description
    }
  }

  struct Undescribed: Codable { var a: Int }
  struct Nested: Codable, Described {
    static let descriptions = ["inner": "It."]
    var inner: [Undescribed]
  }
  struct Missing: Codable, Described {
    static let descriptions = ["a": "It."]
    var a: Int
    var b: Int
  }
  struct Surplus: Codable, Described {
    static let descriptions = ["a": "It.", "c": "Gone.", "b": "Gone."]
    var a: Int
  }

  @Test("Structs must be described, completely and with nothing besides")
  func descriptions() {
    #expect(refusal(Undescribed.self).hasSuffix("Undescribed must describe its properties (Described)"))
    #expect(refusal(Nested.self).contains("Undescribed must describe"))
    #expect(refusal(Missing.self).hasSuffix("Missing doesn't describe b"))
    #expect(refusal(Surplus.self).hasSuffix("Surplus describes what it doesn't have: b, c"))
  }

  enum Plain: String, Codable { case a }
  enum Numbered: Int, Codable { case zero = 0 }
  enum Payload: Codable { case a(Int), b }
  struct Newtype: Codable {
    init(from decoder: any Decoder) throws {
      guard try decoder.singleValueContainer().decode(String.self).count == 3 else {
        throw Violation(rule: "x", message: LocalizedText(chinese: "x", english: "x"))
      }
    }
  }
  struct HandWritten: Codable {
    enum Key: String, CodingKey { case a }
    init(from decoder: any Decoder) throws {
      _ = try decoder.container(keyedBy: Key.self).nestedContainer(keyedBy: Key.self, forKey: .a)
    }
  }
  struct Pair: Codable {
    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      _ = try container.decode(Int.self)
      _ = try container.decode(String.self)
    }
  }

  @Test("Enums, dictionaries, validating newtypes and hand-written decoding are refused by name")
  func stated() {
    for text in [
      refusal(Plain.self), refusal(Numbered.self), refusal(Payload.self), refusal([String: Int].self),
      refusal([Int: Int].self), refusal(Newtype.self), refusal(HandWritten.self), refusal(Pair.self),
      refusal([Plain].self),
      refusal(Plain?.self),
    ] {
      #expect(text.contains("must state its schema (JSONSchemaProviding)"))
    }
    #expect(refusal([Plain].self).contains("SchemaRefusalTests.Plain"))
  }

  struct Tree: Codable, Described {
    static let descriptions = ["children": "Below."]
    var children: [Tree]
  }

  @Test("A type that contains itself is refused rather than followed for ever")
  func recursion() {
    #expect(refusal(Tree.self).contains("contains itself"))
  }

  struct NoExample: Codable, JSONSchemaProviding {
    static let jsonSchema = JSONSchema.string()
    init(from decoder: any Decoder) throws {
      throw Violation(rule: "x", message: LocalizedText(chinese: "x", english: "x"))
    }
    func encode(to encoder: any Encoder) throws {}
  }

  @Test("A stated schema whose example doesn't decode is refused")
  func examples() {
    #expect(refusal(NoExample.self).contains("give its schema an example"))
  }

  struct Counts: Codable, JSONSchemaProviding {
    static let jsonSchema = JSONSchema.map(of: .integer(minimum: 0), description: "Tasks by department.")
    var values: [String: Int]

    init(from decoder: any Decoder) throws {
      values = try decoder.singleValueContainer().decode([String: Int].self)
    }
  }

  @Test("A dictionary behind a newtype that states its schema is taken, and explained when it is wrong")
  func map() throws {
    #expect(refusal(Counts.self) == "")
    let schema = try SchemaDeriver.schema(of: Counts.self)
    #expect(
      try JSONOutput.encode(schema).text
        == #"""
        {"type":"object","description":"Tasks by department.","additionalProperties":{"type":"integer",\#
        "minimum":0}}
        """#
    )
    #expect(try params(#"{"a":1}"#).decode(Counts.self).values == ["a": 1])
    let error = #expect(throws: RPCError.self) { try params(#"{"a":"1","b":-1,"c":2}"#).decode(Counts.self) }
    #expect(error?.violations.map { "\($0.path) \($0.rule)" } == ["a type", "b minimum"])
  }
}
