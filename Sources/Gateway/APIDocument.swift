package import JSONRPC
package import Operations

/// The API's document (OpenRPC 1.4.1), made of the registry that dispatches: it can't say what isn't so.
package enum APIDocument {
  /// The interface's own version.
  package static let version = "1.0.0"

  /// The document of all published methods.
  /// - Throws: ``RPCError`` when an example can't be written: a mistake in the program.
  package static func whole(_ registry: Registry) throws(RPCError) -> OpenRPCDocument {
    try document(registry.sorted.filter(\.isPublished))
  }

  /// The document of what one caller may call: what is open to anybody, and with a credential what the person's
  /// permissions open.
  static func document(for actor: Actor?, _ registry: Registry) throws(RPCError) -> OpenRPCDocument {
    try document(
      registry.sorted.filter { method in
        method.isPublished && (actor?.mayCall(method.access) ?? (method.access == .anybody))
      })
  }

  private static func document(_ methods: [RegisteredMethod]) throws(RPCError) -> OpenRPCDocument {
    var described = [Discovery.description]
    for method in methods { described.append(try OpenRPCMethod(method)) }
    return OpenRPCDocument(
      info: OpenRPCDocument.Info(
        title: "huifang", version: version,
        description:
          "Hospital follow-up: discharges, follow-up tasks, call records and figures. JSON-RPC 2.0 over POST /rpc; "
          + "sign in with session.signIn and send the token as Authorization: Bearer."),
      servers: [OpenRPCDocument.Server(name: "here", url: "/rpc")],
      methods: described.sorted { $0.name < $1.name })
  }
}

extension OpenRPCMethod {
  /// A registered method as the document tells it.
  init(_ method: RegisteredMethod) throws(RPCError) {
    var params = Self.params(from: method.parameters)
    if method.isIdempotent, !params.contains(where: { $0.name == "idempotencyKey" }) {
      params.append(.idempotencyKey)
    }
    self.init(
      name: method.name, summary: method.summary, description: Self.description(of: method), params: params,
      result: ContentDescriptor(name: "result", schema: method.result))
    errors = Self.errors(of: method)
    examples = [
      try OpenRPCExample(
        name: "example", params: Self.exampleParameters(of: method), result: method.example.result)
    ]
    permission = method.access.permissionName
    scope = Self.scopes(of: method.access)
    audit = Audit(event: method.name, phi: method.audit.personalData)
    isIdempotent = method.isIdempotent
  }

  private static func description(of method: RegisteredMethod) -> String {
    var sentences = ["\(method.summary)."]
    switch method.access {
    case .requires(let permission): sentences.append("Needs the permission \(permission.rawValue).")
    case .signedIn: sentences.append("Needs a signed-in person.")
    case .authenticated: sentences.append("Needs a signed-in person or an integration key.")
    case .anybody: sentences.append("Needs no credential.")
    }
    if method.audit.personalData { sentences.append("Shows or changes personal data; each call is recorded.") }
    if method.isIdempotent {
      sentences.append("Repeating it with the same idempotencyKey gives the first answer and does nothing again.")
    }
    return sentences.joined(separator: " ")
  }

  /// In which scopes roles hold the permission, the narrowest first.
  private static func scopes(of access: Access) -> String? {
    switch access {
    case .anybody: nil
    case .signedIn, .authenticated: Scope.own.rawValue
    case .requires(let permission):
      Set(Role.allCases.compactMap { $0.grants[permission] }).sorted().map(\.rawValue).joined(separator: " ")
    }
  }

  private static func errors(of method: RegisteredMethod) -> [ErrorCode] {
    var codes: [ErrorCode] = [.invalidParams, .internalError]
    if method.access != .anybody { codes += [.unauthenticated, .credentialExpired] }
    if case .requires = method.access { codes.append(.forbidden) }
    if method.isWrite { codes += [.invalidState, .ruleViolation, .readOnly] }
    if method.isIdempotent {
      codes += [.notFound, .alreadyExists, .versionConflict, .idempotencyKeyRequired, .idempotencyKeyReused]
    }
    return codes + [.rateLimited, .responseTooLarge, .overloaded, .deadlineExceeded, .dependencyUnavailable]
  }

  /// The example as it would be sent: writes with their key.
  private static func exampleParameters(of method: RegisteredMethod) -> JSONBytes {
    let bytes = method.example.parameters.bytes
    guard method.isIdempotent, let closing = bytes.lastIndex(of: UInt8(ascii: "}")) else {
      return method.example.parameters
    }
    let isEmpty = !bytes[..<closing].contains(UInt8(ascii: ":"))
    let key = #"\#(isEmpty ? "" : ",")"idempotencyKey":"example-0001"}"#
    return JSONBytes(trusted: bytes[..<closing] + Array(key.utf8))
  }
}

extension OpenRPCMethod.ContentDescriptor {
  /// What every write takes.
  static let idempotencyKey = OpenRPCMethod.ContentDescriptor(
    name: "idempotencyKey",
    description:
      "A name of the caller's for this write, the same when it is sent again; instead of it a single call may send the "
      + "header Idempotency-Key, and one of the two is required",
    isRequired: false,
    schema: .string(minLength: 8, maxLength: 128, pattern: "^[!-~]+$"))
}
