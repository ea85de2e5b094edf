public import JSONRPC

/// A method without its type: what the dispatcher and the API's document ask of it.
public final class RegisteredMethod: Sendable {
  /// The operation.
  public let type: any Operation.Type
  /// `domain.verb` or `domain.noun.verb`.
  public let name: String
  /// What it is for.
  public let summary: String
  /// Who may call it.
  public let access: Access
  /// What it leaves in the trail.
  public let audit: AuditRule
  /// Whether it changes anything.
  public let isWrite: Bool
  /// Whether it takes an idempotency key.
  public let isIdempotent: Bool
  /// Whether it can be called over the API; one that can't serves a neighbour such as the upload of files.
  public let isPublished: Bool
  /// The shape of its parameters, without the idempotency key.
  public let parameters: JSONSchema
  /// The shape of its result.
  public let result: JSONSchema
  /// A call as it would be made: parameters and result, as the production encoder writes them.
  public let example: (parameters: JSONBytes, result: JSONBytes)
  /// Answers a call of the API for whoever sends it.
  let answer: @Sendable (IncomingCall, Params, Credential?) async throws(Failure) -> JSONBytes

  init<Method: Operation>(_ type: Method.Type) throws {
    self.type = type
    name = "\(Method.name)"
    summary = "\(Method.summary)"
    access = Method.access
    audit = Method.audit
    isPublished = Method.isPublished
    let plan = Method.execution
    isWrite = plan.kind.isWrite
    isIdempotent = plan.isIdempotent
    do {
      parameters = try SchemaDeriver.schema(of: Method.self)
      result = try SchemaDeriver.schema(of: Method.Output.self, for: .output)
      example = (try JSONOutput.encode(Method.example.call), try JSONOutput.encode(Method.example.answer))
    } catch {
      throw RegistryError.noSchema(method: "\(Method.name)", reason: "\(error)")
    }
    answer = { call, params, caller throws(Failure) in
      try await call.dispatcher.run(plan, call, as: caller) { () throws(Failure) in
        try Arguments(params, of: plan.kind, key: call.request.idempotencyKey)
      }.bytes()
    }
    try check(plan.kind)
  }

  /// The compiler refuses what its rules let it see; this refuses the rest: a plan that isn't that of the method's protocol, and an
  /// access that doesn't fit the plan.
  private func check(_ kind: ExecutionKind) throws(RegistryError) {
    let asked = ExecutionKind.kinds(of: type)
    guard asked == [kind] else {
      let kinds = asked.map(\.rawValue).joined(separator: ", ")
      throw .contradiction(method: name, reason: "it would run as \(kind.rawValue), its protocols say \(kinds)")
    }
    guard (access == .anybody) == (kind == .openCommand) else {
      throw .contradiction(method: name, reason: "what anybody may call, and nothing else, is an openCommand")
    }
  }
}
