import JSONRPC
import Testing

@Suite("A body is read into calls")
struct EnvelopeTests {
  private func parse(_ text: String) -> RPCPayload { RPCParser().parse(Array(text.utf8)) }

  private func call(_ text: String) throws -> RPCCall {
    guard case .single(.call(let call)) = parse(text) else { throw NotACall() }
    return call
  }

  private func invalid(_ text: String) throws -> (RequestID, RPCError) {
    guard case .single(.invalid(let id, let error)) = parse(text) else { throw NotACall() }
    return (id, error)
  }

  @Test(
    "An id comes back byte for byte",
    arguments: [
      "1", "0", "-0", "-7", "1.0", "1e3", "1E400", "9223372036854775808", "123456789012345678901234567890", "0.1e-7",
      #""""#, #""1""#, #""\u0031\/é\ud83d\ude00""#, "\"编号 7\"", "null",
    ])
  func echo(_ id: String) async throws {
    let body = "{\"id\" : \(id) , \"jsonrpc\":\"2.0\",\"method\":\"get_data\"}"
    #expect(try call(body).id?.bytes == Array(id.utf8))
    let answer = await RPCProcessor().process(
      body: Array(body.utf8), language: .chinese, requestID: "r", handle: ConformanceMethods.handle)
    #expect(String(decoding: answer, as: UTF8.self) == "{\"jsonrpc\":\"2.0\",\"result\":[\"hello\",5],\"id\":\(id)}")
  }

  @Test("Without an id a call is a notification; with id null it is not")
  func notifications() throws {
    #expect(try call(#"{"jsonrpc":"2.0","method":"m"}"#).isNotification)
    #expect(try call(#"{"jsonrpc":"2.0","method":"m","id":null}"#).id == .null)
  }

  @Test("Absent params and an empty object are the same, an array is by position")
  func paramForms() throws {
    let absent = try call(#"{"jsonrpc":"2.0","method":"m"}"#).params
    let empty = try call(#"{"jsonrpc":"2.0","method":"m","params": { } }"#).params
    let array = try call(#"{"jsonrpc":"2.0","method":"m","params":[1]}"#).params
    #expect(absent.isEmpty && empty.isEmpty && !array.isEmpty)
    #expect(absent.canonicalBytes == empty.canonicalBytes)
    #expect(String(decoding: absent.rawBytes, as: UTF8.self) == "{}")
    #expect(!absent.isPositional && !empty.isPositional && array.isPositional)
  }

  @Test("Escaped member names of the envelope are understood")
  func escapedNames() throws {
    #expect(try call(#"{"jsonrp\u0063":"2.\u0030","\u006dethod":"a\u002eb"}"#).method == "a.b")
  }

  @Test(
    "What is wrong with an envelope is named, and its id kept when it has one",
    arguments: [
      (#"{"jsonrpc":"2.0","id":7}"#, "7", "method"), (#"{"jsonrpc":"2.0","method":1,"id":7}"#, "7", "method"),
      (#"{"method":"m","id":7}"#, "7", "jsonrpc"), (#"{"jsonrpc":"1.0","method":"m","id":7}"#, "7", "jsonrpc"),
      (#"{"jsonrpc":"2.0","method":"m","params":1,"id":7}"#, "7", "params"),
      (#"{"jsonrpc":"2.0","method":"m","params":"x","id":7}"#, "7", "params"),
      (#"{"jsonrpc":"2.0","method":"m","params":null}"#, "null", "params"),
      (#"{"jsonrpc":"2.0","method":"m","id":{}}"#, "null", "id"),
      (#"{"jsonrpc":"2.0","method":"m","parmas":{},"id":7}"#, "7", "parmas"),
    ])
  func envelopeErrors(_ text: String, id: String, path: String) throws {
    let (answered, error) = try invalid(text)
    #expect(answered.bytes == Array(id.utf8))
    #expect(error.code == .invalidRequest)
    #expect(error.violations.map(\.path) == [path])
  }

  @Test("A parse error says the rule and the byte")
  func parseErrors() throws {
    guard case .rejected(let error) = parse(#"{"jsonrpc":"2.0",}"#) else { throw NotACall() }
    #expect(error.code == .parseError)
    #expect(error.details == ["rule": "trailingComma", "offset": 17])
  }

  @Test("Fifty calls are a batch, fifty-one are refused at once")
  func batchLimit() throws {
    let batch = { (count: Int) in
      "[" + Array(repeating: #"{"jsonrpc":"2.0","method":"m","id":1}"#, count: count).joined(separator: ",") + "]"
    }
    guard case .batch(let messages) = parse(batch(50)) else { throw NotACall() }
    #expect(messages.count == 50)
    guard case .rejected(let error) = parse(batch(51)) else { throw NotACall() }
    #expect(error.code == .batchTooLarge)
    #expect(error.code.number == -32600)
    #expect(error.details == ["maximum": 50])
  }
}
