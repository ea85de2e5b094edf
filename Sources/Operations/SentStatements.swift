import FoundationEssentials
package import JSONRPC
package import SQL

/// What a call in one round trip sends, for those who compare it with the same statements sent by somebody else.
extension Dispatcher {
  /// The statements of a read, prologue first.
  package func statements<Method: PipelinedQuery>(
    of type: Method.Type, _ call: RPCCall, bearer: BearerToken
  ) async throws(Failure) -> [SQL] {
    let (execution, credential, context) = try await prepared(call, bearer)
    let plan = try call.params.decode(type).plan(context)
    return [execution.prologue(credential, context)] + plan.before + [plan.closing]
  }

  /// The statements of a write, prologue first.
  package func statements<Method: PipelinedCommand>(
    of type: Method.Type, _ call: RPCCall, bearer: BearerToken
  ) async throws(Failure) -> [SQL] {
    let (execution, credential, context) = try await prepared(call, bearer)
    let (parameters, name) = try execution.parameters(of: type)
    let plan = try parameters.plan(context)
    let key = try execution.idempotencyKey(name, credential, context)
    return [execution.prologue(credential, context)] + plan.before + [plan.closing(storing: key)]
  }

  private func prepared(
    _ call: RPCCall, _ bearer: BearerToken
  ) async throws(Failure) -> (Execution, Credential, CallContext) {
    guard let method = registry.methods[call.method] else { throw Failure(.methodNotFound) }
    let credential = try await credential(for: bearer)
    let execution = Execution(self, method, call, credential, RequestContext())
    return (execution, credential, try await execution.context(credential))
  }
}
