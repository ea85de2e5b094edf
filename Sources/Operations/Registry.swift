public import JSONRPC

/// All methods of the service, each with what the dispatcher and the API's document need. Built once, in the composition root; a
/// parameter without a description stops the start.
public struct Registry: Sendable {
  /// The methods by name.
  public let methods: [String: RegisteredMethod]
  /// The kinds of records that an explanation can be asked for, by name.
  public let records: [String: RecordKind]
  /// What later features do when something happens in an earlier one.
  let effects: [any Effects]
  /// What a guard inside a statement says to people, by its rule.
  public let rules: [String: LocalizedText]

  /// - Parameters:
  ///   - effects: what later features do when something happens in an earlier one.
  ///   - rules: the words of each feature's guards.
  /// - Throws: ``RegistryError`` when two methods have one name or a schema can't be derived.
  public init(
    _ methods: [RegisteredMethod], records: [RecordKind] = [], effects: [any Effects] = [],
    rules: [[String: LocalizedText]] = []
  ) throws {
    var table: [String: RegisteredMethod] = [:]
    for method in methods {
      guard table.updateValue(method, forKey: method.name) == nil else {
        throw RegistryError.duplicateName(method.name)
      }
    }
    self.methods = table
    self.records = Dictionary(records.map { ($0.name, $0) }) { first, _ in first }
    self.effects = effects
    self.rules = rules.reduce(into: ["versionConflict": .versionConflict]) { $0.merge($1) { first, _ in first } }
  }

  /// The error with words for what a guard refused. A rule that nobody has words for is left out.
  func worded(_ error: Failure) -> Failure {
    var worded = error
    worded.violations = error.violations.compactMap { violation in
      guard violation.message == .unworded else { return violation }
      return rules[violation.rule].map { Violation(path: violation.path, rule: violation.rule, message: $0) }
    }
    return worded
  }

  /// The methods in the order of their names.
  public var sorted: [RegisteredMethod] { methods.values.sorted { $0.name < $1.name } }
}

/// Why the registry could not be built: a mistake in the program, found at start.
public enum RegistryError: Error, CustomStringConvertible {
  case duplicateName(String)
  case noSchema(method: String, reason: String)

  /// The mistake in one line.
  public var description: String {
    switch self {
    case .duplicateName(let name): "two methods are named \(name)"
    case .noSchema(let method, let reason): "no schema can be derived for \(method): \(reason)"
    }
  }
}

/// A method without its type.
public struct RegisteredMethod: Sendable {
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
  public private(set) var isPublished = true
  /// The shape of its parameters; the idempotency key included.
  public let parameters: JSONSchema
  /// The shape of its result.
  public let result: JSONSchema
  /// A call as it would be made: parameters and result, as the production encoder writes them.
  public let example: (parameters: JSONBytes, result: JSONBytes)
  let execute: @Sendable (Execution) async throws(Failure) -> Released<JSONBytes>

  init<Method: Operation>(
    _ type: Method.Type, isWrite: Bool, isIdempotent: Bool,
    execute: @escaping @Sendable (Execution) async throws(Failure) -> Released<JSONBytes>
  ) throws {
    name = "\(Method.name)"
    summary = "\(Method.summary)"
    access = Method.access
    audit = Method.audit
    self.isWrite = isWrite
    self.isIdempotent = isIdempotent
    do {
      parameters = try SchemaDeriver.schema(of: Method.self)
      result = try SchemaDeriver.schema(of: Method.Output.self, for: .output)
      example = (try JSONOutput.encode(Method.example.call), try JSONOutput.encode(Method.example.answer))
    } catch {
      throw RegistryError.noSchema(method: name, reason: "\(error)")
    }
    self.execute = execute
  }

  /// The same method, kept from the API: for what stands beside it, such as the upload of files.
  public func unpublished() -> RegisteredMethod {
    var method = self
    method.isPublished = false
    return method
  }

  /// A method that reads, statement by statement.
  public static func query<Method: Query>(_ type: Method.Type) throws -> RegisteredMethod {
    try RegisteredMethod(type, isWrite: false, isIdempotent: false) { execution throws(Failure) in
      try await execution.run(type)
    }
  }

  /// A method that reads in one round trip.
  public static func query<Method: PipelinedQuery>(_ type: Method.Type) throws -> RegisteredMethod {
    try RegisteredMethod(type, isWrite: false, isIdempotent: false) { execution throws(Failure) in
      try await execution.run(type)
    }
  }

  /// A method that writes, statement by statement.
  public static func command<Method: Command>(_ type: Method.Type) throws -> RegisteredMethod {
    try RegisteredMethod(type, isWrite: true, isIdempotent: Method.repetition != .keyless) {
      execution throws(Failure) in
      try await execution.run(type)
    }
  }

  /// A method that writes in one round trip.
  public static func command<Method: PipelinedCommand>(_ type: Method.Type) throws -> RegisteredMethod {
    try RegisteredMethod(type, isWrite: true, isIdempotent: true) { execution throws(Failure) in
      try await execution.run(type)
    }
  }

  /// A method that anybody may call: signing in.
  public static func open<Method: OpenCommand>(_ type: Method.Type) throws -> RegisteredMethod {
    try RegisteredMethod(type, isWrite: true, isIdempotent: false) { execution throws(Failure) in
      try await execution.run(type)
    }
  }
}
