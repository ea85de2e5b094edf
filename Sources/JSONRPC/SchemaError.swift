/// Why a type's schema can't be derived: a mistake of ours, found when the registry is built.
public struct SchemaError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is to be done, naming type and property.
  public let description: String

  init(_ description: String) {
    self.description = description
  }

  static func mustState(_ type: Any.Type, because reason: String) -> SchemaError {
    SchemaError("\(name(type)) must state its schema (JSONSchemaProviding): \(reason)")
  }

  static func name(_ type: Any.Type) -> String { String(reflecting: type) }
}
