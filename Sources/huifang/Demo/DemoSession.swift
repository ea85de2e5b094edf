import FoundationEssentials
import JSONRPC
import Operations
import Vault

/// The service's own methods, called within its process as an account of the demo.
struct DemoSession: Sendable {
  let dispatcher: Dispatcher
  private let token: BearerToken?
  private let username: String

  /// Nobody yet.
  init(dispatcher: Dispatcher) {
    self.dispatcher = dispatcher
    token = nil
    username = ""
  }

  /// Somebody who is signed in.
  init(dispatcher: Dispatcher, token: BearerToken?, username: String) {
    self.dispatcher = dispatcher
    self.token = token
    self.username = username
  }

  /// Signs an account in. The session is left to the command line, which remembers the one-time code that was used up.
  /// - Parameter newPassword: takes the place of the one that the account was made with.
  @discardableResult
  static func signIn(
    _ account: DemoAccount, newPassword: String? = nil, dispatcher: Dispatcher, home: Home, url: String
  ) async throws -> DemoSession {
    struct Credentials: Encodable {
      let username: String
      let password: String
      let totp: String?
      let newPassword: String?
    }
    struct Answer: Decodable {
      let token: String
    }
    let file = try SessionFile(username: account.username, home: home)
    var record = file.record(for: url)
    if newPassword == nil, let session = await resumed(record, account, dispatcher) { return session }
    var code: String?
    if let secret = account.totpSecret.flatMap(OneTimeCode.init(base32:)) {
      let (text, step) = try await SessionFile.code(secret, after: record.lastStep)
      (code, record.lastStep) = (text, step)
      try file.keep(record)
    }
    let credentials = Credentials(
      username: account.username, password: account.password, totp: code, newPassword: newPassword)
    let value = try await DemoSession(dispatcher: dispatcher).call("session.signIn", credentials)
    guard let text = value["token"]?.string else { throw Problem("\(account.username) got no token") }
    record.token = text
    try file.keep(record)
    return DemoSession(dispatcher: dispatcher, token: BearerToken(text), username: account.username)
  }

  /// The session that an interrupted loading left, when it is still good: a new one would need a new one-time code.
  private static func resumed(
    _ record: SessionRecord, _ account: DemoAccount, _ dispatcher: Dispatcher
  ) async -> DemoSession? {
    guard let token = record.token.flatMap(BearerToken.init) else { return nil }
    let session = DemoSession(dispatcher: dispatcher, token: token, username: account.username)
    return (try? await session.call("session.current", NoParameters())) == nil ? nil : session
  }

  /// Calls a method that must succeed.
  /// - Parameter key: under which a write is done once only, however often the demo is loaded.
  @discardableResult
  func call(_ method: String, _ params: some Encodable, key: String? = nil) async throws -> JSONValue {
    do {
      return try await attempt(method, params, key: key).get()
    } catch let error as RPCError {
      throw Problem(
        "loading the demo region: \(method)\(username.isEmpty ? "" : " as \(username)"): \(Problem(explaining: error))")
    }
  }

  /// Runs a method that isn't part of the API.
  func perform<Method: Operation>(_ method: Method) async throws {
    let request = RequestContext(language: OperatorLanguage.current, clientAddress: "127.0.0.1")
    do {
      _ = try await dispatcher.perform(method, bearer: token, in: request)
    } catch {
      if Task.isCancelled { throw CancellationError() }
      throw Problem("loading the demo region: \(Method.name) as \(username): \(Problem(explaining: error))")
    }
  }

  /// Calls a method that may be refused.
  func attempt(
    _ method: String, _ params: some Encodable, key: String? = nil
  ) async throws -> Result<JSONValue, RPCError> {
    let head = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":"#
    let body = Array(head.utf8) + (try JSON.bytes(params)) + [UInt8(ascii: "}")]
    guard case .single(.call(let call)) = RPCParser(limits: JSONLimits(bytes: 16 << 20)).parse(body) else {
      throw Problem("\(method): the demo's call is malformed")
    }
    let request = RequestContext(
      language: OperatorLanguage.current, clientAddress: "127.0.0.1", idempotencyKey: key.map(Self.idempotencyKey))
    switch await dispatcher.dispatch(call, bearer: token, request: request) {
    case .success(let result): return .success(try JSON.value(of: result.bytes))
    case .failure(let error):
      if Task.isCancelled { throw CancellationError() }
      return .failure(error)
    }
  }

  /// Names hold Chinese; a key is ASCII of bounded length.
  private static func idempotencyKey(_ name: String) -> String {
    "demo-\(Base64URL.encode(Array(Digest.sha256(name).prefix(18))))"
  }
}
