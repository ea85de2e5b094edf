public import JSONRPC

/// The typed door: a method called by the service itself, as a value.
extension Dispatcher {
  /// Runs a method for somebody, as the API would: the same permission and scope, the same checks of the parameters, the same
  /// transaction with its audit event, the same refusals. Methods that aren't published are reached here only.
  ///
  /// A write with the same key gives the first answer again, whether it was made here or over the API.
  /// - Parameters:
  ///   - method: the call.
  ///   - caller: for whom it runs, see ``credential(for:from:)``; nil for what anybody may call.
  ///   - request: language, deadline and address.
  ///   - key: the idempotency key of a write; else the request's.
  /// - Throws: what the API would answer, in the request's words.
  public func perform<Method: Operation>(
    _ method: Method, as caller: Credential?, in request: RequestContext, key: String? = nil
  ) async throws(Failure) -> Released<Method.Output> {
    guard let registered = registry.method(of: Method.self) else { throw Failure(.methodNotFound) }
    let call = IncomingCall(
      dispatcher: self, method: registered, request: request, form: .value, isNotification: false)
    do throws(Failure) {
      let answer = try await run(Method.execution, call, as: caller) { () throws(Failure) in
        try Arguments(method, of: Method.execution.kind, key: key ?? request.idempotencyKey)
      }
      return Released(afterCommit: try answer.output())
    } catch {
      throw registry.worded(error)
    }
  }

  /// The same for a token that nobody has looked at yet.
  public func perform<Method: Operation>(
    _ method: Method, bearer: BearerToken?, in request: RequestContext, key: String? = nil
  ) async throws(Failure) -> Released<Method.Output> {
    let caller = try await caller(of: bearer, for: Method.access, from: request.clientAddress)
    return try await perform(method, as: caller, in: request, key: key)
  }

  /// Who calls a method with a token: nobody, where anybody may.
  func caller(of bearer: BearerToken?, for access: Access, from address: String) async throws(Failure) -> Credential? {
    guard let bearer, access != .anybody else { return nil }
    return try await credential(for: bearer, from: address)
  }
}
