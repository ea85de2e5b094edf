import FoundationEssentials
import JSONRPC
import Operations
import Vault

/// An account with what it needs to sign in.
struct Account: Sendable {
  let username: String
  let password: String
  let oneTimeSecret: String?
}

/// A signed-in person, whose calls go through the dispatcher of this process.
struct Person: Sendable {
  let dispatcher: Dispatcher
  let token: String

  /// Signs an account in.
  /// - Parameter newPassword: takes the place of a password that somebody else has made.
  init(_ account: Account, newPassword: String? = nil, _ dispatcher: Dispatcher) async throws {
    let code = account.oneTimeSecret.flatMap(OneTimeCode.init(base32:))?.code(at: Date())
    let totp = code.map { #","totp":"\#($0)""# } ?? ""
    let change = newPassword.map { #","newPassword":"\#($0)""# } ?? ""
    let answer = try await Self.call(
      "session.signIn", #"{"username":"\#(account.username)","password":"\#(account.password)"\#(totp)\#(change)}"#,
      nil,
      dispatcher)
    guard let token = answer["token"]?.string else { throw Finding("\(account.username) got no token") }
    self.dispatcher = dispatcher
    self.token = token
  }

  /// The token as the dispatcher wants it.
  var bearer: BearerToken? { BearerToken(token) }

  /// Calls a method that must succeed; writes get a key of their own.
  @discardableResult
  func call(_ method: String, _ params: String = "{}") async throws -> JSONValue {
    try await Self.call(method, params, bearer, dispatcher)
  }

  /// A call's parts as the transport would hand them over.
  static func rpcCall(_ method: String, _ params: String) throws -> RPCCall {
    let body = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(params)}"#
    guard case .single(.call(let call)) = RPCParser().parse(Array(body.utf8)) else {
      throw Finding("\(method): the call is malformed: \(params)")
    }
    return call
  }

  private static func call(
    _ method: String, _ params: String, _ bearer: BearerToken?, _ dispatcher: Dispatcher
  ) async throws -> JSONValue {
    let request = RequestContext(
      language: .english, clientAddress: "127.0.0.1", timeout: .seconds(300),
      idempotencyKey: Base64URL.encode(SecureRandom.bytes(18)))
    switch await dispatcher.dispatch(try rpcCall(method, params), bearer: bearer, request: request) {
    case .success(let result): return try JSONDocument(scanning: result.bytes, limits: JSONLimits(bytes: 64 << 20)).root
    case .failure(let error):
      let violations = error.violations.map { " \($0.path): \($0.message(.english))" }.joined()
      throw Finding("\(method): \(error.code.symbol)\(violations)")
    }
  }
}
