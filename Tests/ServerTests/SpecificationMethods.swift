import Gateway
import JSONRPC

@testable import Server

/// The methods of JSON-RPC 2.0's examples, which take positional params too.
enum SpecificationMethods {
  static let all: [String: CallRunner.Fixture] = Dictionary(
    uniqueKeysWithValues: ["subtract", "sum", "update", "notify_hello", "notify_sum", "get_data"].map { ($0, answer) })

  private static let answer: CallRunner.Fixture = { call in
    do throws(RPCError) { return .success(try run(call)) } catch { return .failure(error) }
  }

  private struct Subtraction: Decodable {
    let minuend: Int
    let subtrahend: Int
  }

  private static func run(_ call: RPCCall) throws(RPCError) -> JSONBytes {
    switch call.method {
    case "subtract":
      let numbers = try call.params.decode(Subtraction.self, positional: ["minuend", "subtrahend"])
      return try JSONOutput.encode(numbers.minuend - numbers.subtrahend)
    case "sum": return try JSONOutput.encode(try call.params.decode([Int].self, positional: []).reduce(0, +))
    case "get_data": return JSONBytes(trusted: Array(#"["hello",5]"#.utf8))
    default: return .null
    }
  }
}
