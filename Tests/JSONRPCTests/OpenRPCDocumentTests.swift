import FoundationEssentials
import JSONRPC
import Testing

@Suite("The OpenRPC document")
struct OpenRPCDocumentTests {
  struct Get: Codable, Described {
    static let descriptions = ["note": "Why.", "taskId": "The task."]
    var note: String?
    var taskId: UUID
  }

  struct Task: Codable, Described {
    static let descriptions = ["id": "The task.", "round": "Which round.", "phone": "Masked."]
    var id: UUID
    var round: Int
    var phone: String?
  }

  /// A document with everything in it.
  static func sample() throws -> OpenRPCDocument {
    let id = try #require(UUID(uuidString: "0192f3a4-7b6c-7d8e-9f01-23456789abcd"))
    var method = OpenRPCMethod(
      name: "followup.task.get", summary: "Reads a task.", description: "Reads one task; phones are masked.",
      params: OpenRPCMethod.params(from: try SchemaDeriver.schema(of: Get.self)),
      result: .init(
        name: "task", description: "The task.", schema: try SchemaDeriver.schema(of: Task.self, for: .output)))
    method.errors = [.notFound, .forbidden, .invalidRequest, .batchTooLarge]
    method.examples = [
      try OpenRPCExample(
        name: "A task", description: "With its phone masked.", params: Get(note: "call \"now\"", taskId: id),
        result: Task(id: id, round: 1, phone: "138****1234"))
    ]
    method.permission = "task.read"
    method.scope = "department"
    method.audit = .init(event: "followup.task.read", phi: true)
    var old = OpenRPCMethod(
      name: "task.get", summary: "Old.", description: "Use followup.task.get.", params: [],
      result: .init(name: "task", isRequired: false, schema: .reference("#/components/schemas/Task")))
    old.isDeprecated = true
    old.removedIn = "2.0"
    old.isIdempotent = true
    old.rateCost = 5
    return OpenRPCDocument(
      info: .init(title: "huifang", version: "0.1.0", description: "Hospital follow-up."),
      servers: [.init(name: "local", url: "https://localhost/rpc", summary: "This one.")], methods: [method, old],
      schemas: [.init(name: "Task", schema: try SchemaDeriver.schema(of: Task.self, for: .output))])
  }

  private func document() throws -> JSONValue { try value(JSONOutput.encode(Self.sample()).text) }

  @Test("It is 1.4.1 and has the members that the specification knows, in a fixed order")
  func top() throws {
    let document = try document()
    #expect(document.members.map(\.name) == ["openrpc", "info", "servers", "methods", "components"])
    #expect(document["openrpc"]?.string == "1.4.1")
    #expect(document["info"]?.members.map(\.name) == ["title", "version", "description"])
    #expect(document["components"]?["schemas"]?["Task"]?["type"]?.string == "object")
  }

  @Test("A method tells its params by name, required ones first")
  func params() throws {
    let method = try #require(try document()["methods"]?.elements.first)
    #expect(method["paramStructure"]?.string == "by-name")
    let params = try #require(method["params"]?.elements)
    #expect(params.map { $0["name"]?.string } == ["taskId", "note"])
    #expect(params.map { $0["required"]?.boolean } == [true, false])
    #expect(params.map { $0["description"]?.string } == ["The task.", "Why."])
    #expect(params[0]["schema"]?["format"]?.string == "uuid")
    #expect(params[0]["schema"]?["description"] == nil)
  }

  @Test("Errors have unique numbers, with their symbols beside")
  func errors() throws {
    let errors = try #require(try document()["methods"]?.elements.first?["errors"]?.elements)
    #expect(errors.map { $0["code"]?.integer } == [1101, 1002, -32600])
    #expect(errors.map { $0["data"]?["code"]?.string } == ["NOT_FOUND", "FORBIDDEN", "INVALID_REQUEST"])
  }

  @Test("Examples are values that went through the encoder, and can be replayed")
  func examples() throws {
    let method = try #require(Self.sample().methods.first)
    let example = try #require(method.examples.first)
    #expect(example.params.map(\.name) == ["note", "taskId"])
    let replayed = try JSONDocument(scanning: example.paramsObject.bytes).root.decode(Get.self)
    #expect(replayed.note == "call \"now\"")
    #expect(try value(example.result.value.text).decode(Task.self).phone == "138****1234")
    #expect(throws: RPCError.self) { try OpenRPCExample(name: "x", params: 1, result: 2) }
  }

  @Test("What the method needs and leaves behind is told in extensions")
  func extensions() throws {
    let methods = try #require(try document()["methods"]?.elements)
    #expect(methods[0]["x-permission"]?.string == "task.read")
    #expect(methods[0]["x-scope"]?.string == "department")
    #expect(methods[0]["x-audit"]?["event"]?.string == "followup.task.read")
    #expect(methods[0]["x-audit"]?["phi"]?.boolean == true)
    #expect(methods[0]["x-idempotent"]?.boolean == false)
    #expect(methods[0]["x-rate-cost"]?.integer == 1)
    #expect(methods[0]["deprecated"] == nil)
    #expect(methods[1]["deprecated"]?.boolean == true)
    #expect(methods[1]["x-removed-in"]?.string == "2.0")
    #expect(methods[1]["x-idempotent"]?.boolean == true)
    #expect(methods[1]["x-rate-cost"]?.integer == 5)
    #expect(methods[1]["x-audit"] == nil)
  }

  @Test("Only members that OpenRPC knows or lets us add appear")
  func members() throws {
    let known: Set<String> = [
      "name", "summary", "description", "paramStructure", "params", "result", "errors", "examples", "deprecated",
    ]
    for method in try #require(try document()["methods"]?.elements) {
      let names = method.members.map(\.name)
      #expect(names.allSatisfy { known.contains($0) || $0.hasPrefix("x-") })
      #expect(Set(names).isSuperset(of: ["name", "params", "result"]))
    }
  }
}
