import FoundationEssentials
package import JSONRPC
package import SQL

/// What a call in one round trip sends, for those who compare it with the same statements sent by somebody else.
extension Dispatcher {
  /// The statements of a read, prologue first.
  package func statements<Method: PipelinedQuery>(
    of type: Method.Type, _ call: RPCCall, bearer: BearerToken
  ) async throws(Failure) -> [SQL] {
    let (method, execution) = try await prepared(type, call, bearer)
    return execution.statements(
      of: try method.plan(execution.context), fingerprint: execution.fingerprintOfRead)
  }

  /// The statements of a write, prologue first.
  package func statements<Method: PipelinedCommand>(
    of type: Method.Type, _ call: RPCCall, bearer: BearerToken
  ) async throws(Failure) -> [SQL] {
    let (method, execution) = try await prepared(type, call, bearer)
    return execution.statements(
      of: try method.plan(execution.context), under: try execution.key(try execution.fingerprint(of: method)))
  }

  private func prepared<Method: Operation>(
    _ type: Method.Type, _ call: RPCCall, _ bearer: BearerToken
  ) async throws(Failure) -> (Method, Execution) {
    guard let method = registry.method(of: type) else { throw Failure(.methodNotFound) }
    let incoming = IncomingCall(
      dispatcher: self, method: method, request: RequestContext(), form: .json, isNotification: false)
    let admission = try await admission(try await credential(for: bearer), incoming)
    let arguments = try Arguments<Method>(call.params, of: Method.execution.kind, key: nil)
    return (
      arguments.method,
      Execution(
        call: incoming, credential: admission.credential, context: try await context(incoming, admission),
        idempotencyKey: arguments.idempotencyKey, params: arguments.params)
    )
  }
}
