import JSONRPC
import Operations
import Server
import Testing

@testable import Gateway

@Suite("The API's document")
struct DocumentTests {
  private func methods() throws -> [JSONValue] {
    let bytes = try JSONOutput.encode(try APIDocument.whole(try Composition.registry())).bytes
    let root = try JSONDocument(scanning: bytes, limits: JSONLimits(depth: 64, bytes: 16 << 20)).root
    return try #require(root["methods"]).elements
  }

  @Test("It has every published method and rpc.discover, in the order of their names")
  func complete() throws {
    let published = try Composition.registry().sorted.filter(\.isPublished).map(\.name) + [Discovery.method]
    #expect(try methods().compactMap { $0["name"]?.string } == published.sorted())
  }

  @Test("Each says who may call it, what it leaves in the trail and how much it counts")
  func extensions() throws {
    for method in try methods() where method["name"]?.string != Discovery.method {
      #expect(method["x-permission"]?.string?.isEmpty == false)
      #expect(method["x-audit"]?["event"]?.string == method["name"]?.string)
      #expect(method["x-rate-cost"]?.integer == 1)
      #expect(method["examples"]?.elements.isEmpty == false)
      #expect(method["x-scope"]?.string?.isEmpty == false || method["x-permission"]?.string == "anybody")
    }
  }

  @Test("Writes show the idempotency key, in their params and in their example")
  func idempotencyKey() throws {
    let writes = try methods().filter { $0["x-idempotent"]?.boolean == true }
    #expect(!writes.isEmpty)
    for method in writes {
      let names = method["params"]?.elements.compactMap { $0["name"]?.string } ?? []
      #expect(names.filter { $0 == "idempotencyKey" }.count == 1)
      let example = method["examples"]?.elements.first?["params"]?.elements.compactMap { $0["name"]?.string } ?? []
      #expect(example.contains("idempotencyKey"))
    }
  }
}
