import JSONRPC

/// The methods of JSON-RPC 2.0's examples.
enum ConformanceMethods {
  private struct Subtraction: Decodable {
    let minuend: Int
    let subtrahend: Int
  }

  static func handle(_ call: RPCCall) async -> RPCOutcome? {
    do throws(RPCError) {
      return .success(try run(call))
    } catch {
      return .failure(error)
    }
  }

  private static func run(_ call: RPCCall) throws(RPCError) -> JSONBytes {
    switch call.method {
    case "subtract":
      let numbers = try call.params.decode(Subtraction.self, positional: ["minuend", "subtrahend"])
      return try JSONOutput.encode(numbers.minuend - numbers.subtrahend)
    case "sum": return try JSONOutput.encode(try call.params.decode([Int].self, positional: []).reduce(0, +))
    case "update", "notify_hello", "notify_sum": return .null
    case "get_data": return JSONBytes(trusted: Array(#"["hello",5]"#.utf8))
    default: throw RPCError(.methodNotFound)
    }
  }
}
