/// One derivation: goes through a type and those it is made of.
final class SchemaProbe {
  private let direction: SchemaDirection
  private let demandsDescriptions: Bool
  /// The types being examined, outermost first.
  private var path: [ObjectIdentifier] = []

  init(direction: SchemaDirection, demandsDescriptions: Bool) {
    self.direction = direction
    self.demandsDescriptions = demandsDescriptions
  }

  /// The type's schema, and a value so that the asking code can go on.
  func examine<T: Decodable>(_ type: T.Type) throws(SchemaError) -> (schema: JSONSchema, value: T) {
    if let schema = (type as? any JSONSchemaProviding.Type)?.jsonSchema ?? BuiltinSchemas.schema(of: type) {
      return (schema, try sample(type, of: schema))
    }
    if let optional = type as? any OptionalType.Type {
      return (try optional.wrappedSchema(self).nullable, try sample(type, of: JSONSchema(type: .null)))
    }
    if type is any StringKeyed.Type {
      throw .mustState(type, because: "the names of a dictionary's members mean something that the type doesn't say")
    }
    if type is any RawRepresentable.Type {
      throw .mustState(type, because: "a raw value doesn't tell which values are allowed")
    }
    return try ask(type)
  }

  /// The schema of an optional member: in params it may be null, in results it is left out rather than null.
  func examineOptionalMember<T: Decodable>(_ type: T.Type) throws(SchemaError) -> JSONSchema {
    direction == .input ? try examine(T?.self).schema : try examine(type).schema
  }

  /// Lets the type decode itself from a decoder that takes notes.
  private func ask<T: Decodable>(_ type: T.Type) throws(SchemaError) -> (schema: JSONSchema, value: T) {
    guard !path.contains(ObjectIdentifier(type)) else {
      throw SchemaError("\(SchemaError.name(type)) contains itself, which a schema without references can't say")
    }
    path.append(ObjectIdentifier(type))
    defer { path.removeLast() }
    let notes = SchemaNotes()
    let value: T
    do {
      value = try T(from: ProbingDecoder(probe: self, notes: notes, type: type))
    } catch let error as SchemaError {
      throw error
    } catch {
      throw .mustState(type, because: "its init(from:) refuses an empty value")
    }
    return (try schema(of: type, from: notes), value)
  }

  private func schema(of type: Any.Type, from notes: SchemaNotes) throws(SchemaError) -> JSONSchema {
    switch notes.shape {
    case .single(let schema): return schema
    case .array(let items):
      guard let items else { throw .mustState(type, because: "its elements are never asked for") }
      return .array(of: items)
    case .object, nil:
      return .object(
        properties: try describe(notes.properties, of: type), required: notes.required,
        additionalProperties: direction == .input ? .forbidden : .allowed)
    }
  }

  private func describe(
    _ properties: [JSONSchema.Property], of type: Any.Type
  ) throws(SchemaError) -> [JSONSchema.Property] {
    guard let descriptions = (type as? any Described.Type)?.descriptions else {
      guard demandsDescriptions, !properties.isEmpty else { return properties }
      throw SchemaError("\(SchemaError.name(type)) must describe its properties (Described)")
    }
    let surplus = Set(descriptions.keys).subtracting(properties.map(\.name)).sorted()
    guard surplus.isEmpty || !demandsDescriptions else {
      throw SchemaError("\(SchemaError.name(type)) describes what it doesn't have: \(surplus.joined(separator: ", "))")
    }
    var described: [JSONSchema.Property] = []
    for property in properties {
      let description = descriptions[property.name] ?? ""
      guard !description.isEmpty || !demandsDescriptions else {
        throw SchemaError("\(SchemaError.name(type)) doesn't describe \(property.name)")
      }
      described.append(JSONSchema.Property(name: property.name, schema: property.schema.described(description)))
    }
    return described
  }

  /// A value that the schema says is one.
  private func sample<T: Decodable>(_ type: T.Type, of schema: JSONSchema) throws(SchemaError) -> T {
    guard let document = try? JSONDocument(scanning: schema.sample.bytes),
      let value = try? DecodingSession(value: document.root, positional: nil).decodeValue(type, at: 0)
    else {
      throw SchemaError("\(SchemaError.name(type)) refuses \(schema.sample.text): give its schema an example")
    }
    return value
  }
}

/// Optionals, of which only the type is at hand.
private protocol OptionalType {
  static func wrappedSchema(_ probe: SchemaProbe) throws(SchemaError) -> JSONSchema
}

extension Optional: OptionalType where Wrapped: Decodable {
  fileprivate static func wrappedSchema(_ probe: SchemaProbe) throws(SchemaError) -> JSONSchema {
    try probe.examine(Wrapped.self).schema
  }
}

/// Dictionaries, of which only the type is at hand.
private protocol StringKeyed {}
extension Dictionary: StringKeyed {}
