import FoundationEssentials
import JSONRPC
import Testing

@testable import Server

@Suite("The rules of the transport")
struct TransportTests {
  private static let data = #"{"jsonrpc":"2.0","method":"get_data","id":1}"#

  @Test("JSON in any charset, JSON-RPC's own type and no type at all are taken")
  func types() async throws {
    try await LocalService.run { service async throws in
      for type in [
        "application/json", "Application/JSON; charset=utf-8", "application/json;charset=gbk", "application/json-rpc",
        nil,
      ] {
        let answer = try await service.ask("POST", "/rpc", Self.data, type: type)
        #expect(answer.status == 200 && answer.body.contains("hello"), "\(type ?? "none")")
      }
    }
  }

  @Test("Other types and compressed bodies are answered 415")
  func otherTypes() async throws {
    try await LocalService.run { service async throws in
      for type in ["text/plain", "application/x-www-form-urlencoded", "application/json5", ""] {
        #expect(try await service.ask("POST", "/rpc", Self.data, type: type).status == 415, "\(type)")
      }
      let compressed = try await service.call(Self.data, fields: ["Content-Encoding": "gzip"])
      #expect(compressed.status == 415 && compressed.errorCode == "INVALID_REQUEST")
    }
  }

  @Test("Every other method is answered 405 with Allow", arguments: ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
  func methods(_ method: String) async throws {
    try await LocalService.run { service async throws in
      let answer = try await service.ask(method, "/rpc")
      #expect(answer.status == 405 && answer.fields["allow"] == "POST")
    }
  }

  @Test("What doesn't parse is an RPC outcome: 200")
  func parseError() async throws {
    try await LocalService.run { service async throws in
      for body in ["", "{", "nonsense", "[", "\u{feff}{}"] {
        let answer = try await service.call(body)
        #expect(answer.status == 200 && answer.json?["error"]?["code"]?.integer == -32700, "\(body)")
      }
    }
  }

  @Test("Answers carry strict headers, a date and their length")
  func headers() async throws {
    try await LocalService.run { service async throws in
      let fields = try await service.call(Self.data).fields
      #expect(fields["cache-control"] == "no-store")
      #expect(fields["x-content-type-options"] == "nosniff")
      #expect(fields["referrer-policy"] == "no-referrer")
      #expect(fields["content-type"] == "application/json")
      #expect(fields["date"]?.hasSuffix("GMT") == true)
      #expect(fields["content-length"] != nil)
    }
  }

  @Test("A request id that is a UUID comes back, any other is replaced")
  func requestID() async throws {
    try await LocalService.run { service async throws in
      let id = "0198C0DE-0000-7000-8000-00000000000A"
      let kept = try await service.call("{", fields: ["X-Request-Id": id])
      #expect(kept.fields["x-request-id"] == id)
      #expect(kept.json?["error"]?["data"]?["requestId"]?.string == id)
      for text in ["", "1", "not-a-uuid", String(repeating: "a", count: 4000)] {
        let replaced = try await service.call("{", fields: ["X-Request-Id": text])
        let given = try #require(replaced.fields["x-request-id"])
        #expect(given != text && UUID(uuidString: given) != nil)
      }
    }
  }

  @Test("Messages come in the language that is asked for")
  func language() async throws {
    try await LocalService.run { service async throws in
      let english = try await service.call("{", fields: ["Accept-Language": "en-GB,en;q=0.9"])
      let chinese = try await service.call("{")
      #expect(english.json?["error"]?["message"]?.string != chinese.json?["error"]?["message"]?.string)
    }
  }

  @Test("Without a bearer 8 KiB are taken, one byte more is answered 413, announced or not")
  func anonymousBody() async throws {
    try await LocalService.run { service async throws in
      let limit = 8 << 10
      let fits = Self.data + String(repeating: " ", count: limit - Self.data.utf8.count)
      #expect(try await service.call(fits).status == 200)
      #expect(try await service.call(fits + " ").status == 413)
      let chunked =
        "POST /rpc HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "2001\r\n\(fits + " ")\r\n0\r\n\r\n"
      #expect(try await Wire(port: service.port).ask(Array(chunked.utf8)).status == 413)
    }
  }

  @Test("A connection serves one request after the other, also after one that was refused unread")
  func keepAlive() async throws {
    try await LocalService.run { service async throws in
      let wire = try Wire(port: service.port)
      let refused = LocalService.request("POST", "/rpc", Self.data, type: "text/plain")
      let good = LocalService.request("POST", "/rpc", Self.data)
      #expect(try await wire.ask(good).status == 200)
      #expect(try await wire.ask(refused).status == 415)
      #expect(try await wire.ask(good).body.contains("hello"))
    }
  }

  @Test("A client that asks before it sends is told to go on")
  func expectContinue() async throws {
    try await LocalService.run { service async throws in
      let answer = try await service.call(Self.data, fields: ["Expect": "100-continue"])
      #expect(answer.status == 200 && answer.body.contains("hello"))
    }
  }

  @Test("A batch runs in order by the same path, and a known method without a credential is UNAUTHENTICATED inside 200")
  func batch() async throws {
    try await LocalService.run { service async throws in
      let answer = try await service.call(
        """
        [{"jsonrpc":"2.0","method":"subtract","params":[3,1],"id":1},{"jsonrpc":"2.0","method":"session.current","id":2},
        {"jsonrpc":"2.0","method":"nothing","id":3}]
        """)
      let items = try #require(answer.json?.elements)
      #expect(answer.status == 200 && items.map { $0["id"]?.integer } == [1, 2, 3])
      #expect(items[0]["result"]?.integer == 2)
      #expect(items[1]["error"]?["code"]?.integer == 1000)
      #expect(items[2]["error"]?["code"]?.integer == -32601)
    }
  }

  @Test("More than 50 items are one error")
  func oversizedBatch() async throws {
    try await LocalService.run { service async throws in
      let items = Array(repeating: Self.data, count: 51).joined(separator: ",")
      #expect(try await service.call("[\(items)]").errorCode == "BATCH_TOO_LARGE")
    }
  }
}
