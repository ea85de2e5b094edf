public import JSONRPC

/// All methods of the service by name and by type, each with what the dispatcher and the API's document need. Built once, in the composition root; a
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

  private let byType: [ObjectIdentifier: RegisteredMethod]

  /// - Parameters:
  ///   - types: the features' methods.
  ///   - records: the kinds of records of the features.
  ///   - effects: what later features do when something happens in an earlier one.
  ///   - rules: the words of each feature's guards.
  /// - Throws: ``RegistryError`` when two methods have one name, a schema can't be derived, or a method doesn't run as its protocols say.
  public init(
    _ types: [any Operation.Type], records: [RecordKind] = [], effects: [any Effects] = [],
    rules: [[String: LocalizedText]] = []
  ) throws {
    var table: [String: RegisteredMethod] = [:]
    var byType: [ObjectIdentifier: RegisteredMethod] = [:]
    for type in types {
      let method = try RegisteredMethod(type)
      guard table.updateValue(method, forKey: method.name) == nil else {
        throw RegistryError.duplicateName(method.name)
      }
      byType[ObjectIdentifier(type)] = method
    }
    self.methods = table
    self.byType = byType
    self.records = Dictionary(records.map { ($0.name, $0) }) { first, _ in first }
    self.effects = effects
    self.rules = rules.reduce(into: ["versionConflict": .versionConflict]) { $0.merge($1) { first, _ in first } }
  }

  /// The method of a type; nil when it isn't registered.
  func method(of type: any Operation.Type) -> RegisteredMethod? { byType[ObjectIdentifier(type)] }

  /// The method of the API that has the name; nil when there is none, or the name is one of the service's own.
  public func published(_ name: String) -> RegisteredMethod? {
    methods[name].flatMap { $0.isPublished ? $0 : nil }
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
  case contradiction(method: String, reason: String)

  /// The mistake in one line.
  public var description: String {
    switch self {
    case .duplicateName(let name): "two methods are named \(name)"
    case .noSchema(let method, let reason): "no schema can be derived for \(method): \(reason)"
    case .contradiction(let method, let reason): "\(method) contradicts itself: \(reason)"
    }
  }
}
