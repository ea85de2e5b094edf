import JSONRPC
import Synchronization
import Testing

@Suite("A body is taken to its answer")
struct ProcessorTests {
  private func answer(
    _ text: String, maximum: Int = 10 << 20, handle: (RPCCall) async -> RPCOutcome?
  ) async -> String {
    let bytes = await RPCProcessor(maximumResponseBytes: maximum).process(
      body: Array(text.utf8), language: .english, requestID: "r", handle: handle)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("A batch's calls run in order, notifications among them, and are answered in order")
  func order() async throws {
    let seen = Mutex<[String]>([])
    let calls = (1...5).map { number in
      number.isMultiple(of: 2)
        ? "{\"jsonrpc\":\"2.0\",\"method\":\"m\(number)\"}"
        : "{\"jsonrpc\":\"2.0\",\"method\":\"m\(number)\",\"id\":\(number)}"
    }
    let text = await answer("[" + calls.joined(separator: ",") + "]") { call in
      seen.withLock { $0.append(call.method) }
      await Task.yield()
      return .success(.null)
    }
    #expect(seen.withLock { $0 } == ["m1", "m2", "m3", "m4", "m5"])
    #expect(try value(text).elements.map { $0["id"]?.integer } == [1, 3, 5])
  }

  @Test("An error of one call doesn't touch the others")
  func isolation() async throws {
    let text = await answer(
      #"[{"jsonrpc":"2.0","method":"bad","id":1},{"jsonrpc":"2.0","method":"good","id":2}]"#
    ) { call in
      call.method == "good" ? .success(JSONBytes(text: "yes")) : .failure(RPCError(.notFound))
    }
    let answers = try value(text).elements
    #expect(answers[0]["error"]?["code"]?.integer == 1101)
    #expect(answers[1]["result"]?.string == "yes")
  }

  @Test("A notification is not answered, not even its failure; a call without an outcome is our fault")
  func silence() async throws {
    #expect(await answer(#"{"jsonrpc":"2.0","method":"m"}"#) { _ in .failure(RPCError(.forbidden)) } == "")
    #expect(await answer(#"{"jsonrpc":"2.0","method":"m"}"#) { _ in nil } == "")
    let text = await answer(#"{"jsonrpc":"2.0","method":"m","id":1}"#) { _ in nil }
    #expect(try value(text)["error"]?["code"]?.integer == -32603)
  }

  @Test("A result beyond the limit is answered as too large, in a batch the later one")
  func responseLimit() async throws {
    let result = JSONBytes(text: String(repeating: "x", count: 100))
    let single = await answer(#"{"jsonrpc":"2.0","method":"m","id":1}"#, maximum: 101) { _ in .success(result) }
    #expect(try value(single)["error"]?["data"]?["code"]?.string == "RESPONSE_TOO_LARGE")
    let call = #"{"jsonrpc":"2.0","method":"m","id":1}"#
    let batch = try value(await answer("[\(call),\(call)]", maximum: 150) { _ in .success(result) })
    #expect(batch.elements[0]["result"] != nil)
    #expect(batch.elements[1]["error"]?["code"]?.integer == 1404)
  }
}
