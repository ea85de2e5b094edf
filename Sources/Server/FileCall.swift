import FoundationEssentials
import JSONRPC
import Operations
import Vault

/// Calls that a download makes on its caller's behalf, through the same door as every other call: permission, scope and record are the
/// methods'.
struct FileCall: Sendable {
  let calls: CallRunner
  let bearer: BearerToken
  let client: String
  let language: Language
  let requestID: UUID
  let timeout: Duration

  /// The result of a method.
  @concurrent
  func result(_ method: String, _ parameters: some Encodable & Sendable) async throws(RPCError) -> JSONValue {
    guard let encoded = try? JSONOutput.encode(parameters).text else { throw RPCError(.internalError) }
    let text = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(encoded)}"#
    let parser = RPCParser(limits: JSONLimits(depth: 4, bytes: text.utf8.count + 1))
    guard case .single(.call(let call)) = parser.parse(Array(text.utf8)) else { throw RPCError(.invalidParams) }
    let context = RequestContext(
      requestID: requestID, language: language, clientAddress: client, timeout: timeout,
      idempotencyKey: "file-\(UUID.version7())")
    switch await calls.runAny(call, bearer: bearer, request: context, isPatient: true) {
    case .failure(let error): throw error
    case .success(let bytes):
      let limits = JSONLimits(bytes: bytes.bytes.count + 1)
      guard let document = try? JSONDocument(scanning: bytes.bytes, limits: limits) else {
        throw RPCError(.internalError)
      }
      return document.root
    }
  }

  /// The result, decoded.
  @concurrent
  func result<Answer: Decodable>(
    _ method: String, _ parameters: some Encodable & Sendable, as type: Answer.Type
  ) async throws(RPCError) -> Answer {
    let value = try await result(method, parameters)
    do { return try value.decode(type) } catch { throw RPCError(.internalError) }
  }
}
