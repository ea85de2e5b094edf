/// A type that says itself what it looks like in JSON, because probing can't find out: newtypes that validate, enums,
/// dictionaries.
///
/// The schema's first allowed value, else its first example, else the plainest value of its type must decode.
public protocol JSONSchemaProviding {
  /// The type's schema; without a description where the property says enough.
  static var jsonSchema: JSONSchema { get }
}

extension JSONSchemaProviding where Self: RawRepresentable & CaseIterable, RawValue == String {
  /// The raw values of all cases.
  public static var jsonSchema: JSONSchema { .enumeration(allCases.map(\.rawValue)) }
}

extension JSONSchemaProviding where Self: RawRepresentable & CaseIterable, RawValue == Int {
  /// The raw values of all cases.
  public static var jsonSchema: JSONSchema {
    var schema = JSONSchema.integer()
    schema.allowedValues = allCases.map { JSONBytes(trusted: Array(String($0.rawValue).utf8)) }
    return schema
  }
}

extension JSONBytes: JSONSchemaProviding {
  /// Any JSON.
  public static var jsonSchema: JSONSchema { .anything() }
}

extension JSONValue: JSONSchemaProviding {
  /// Any JSON.
  public static var jsonSchema: JSONSchema { .anything() }
}
