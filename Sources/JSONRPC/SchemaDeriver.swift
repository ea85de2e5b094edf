/// Who reads the JSON that a schema is about.
public enum SchemaDirection: Sendable, Hashable {
  /// Params: unknown fields are refused, optional ones may be null.
  case input
  /// Results: nil is left out, and fields may be added later.
  case output
}

/// Derives a type's schema by letting its synthesised `init(from:)` ask a decoder that takes notes.
///
/// Structs, arrays, sets and optionals are followed; what would come out wrong (dictionaries, enums, superclasses,
/// hand-written decoding that looks at the keys) must state its schema, and is refused until it does.
public enum SchemaDeriver {
  /// The schema of a type of the interface.
  /// - Throws: ``SchemaError`` when a type must state its schema or describe its properties.
  public static func schema<T: Decodable>(
    of type: T.Type, for direction: SchemaDirection = .input
  ) throws(SchemaError) -> JSONSchema {
    try SchemaProbe(direction: direction, demandsDescriptions: true).examine(type).schema
  }

  /// The same for any type, described or not: what a failed decoding is explained by.
  static func undescribedSchema<T: Decodable>(of type: T.Type) throws(SchemaError) -> JSONSchema {
    try SchemaProbe(direction: .input, demandsDescriptions: false).examine(type).schema
  }
}
