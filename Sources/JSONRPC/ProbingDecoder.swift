/// What a type asked for.
final class SchemaNotes {
  enum Shape {
    case object
    case array(JSONSchema?)
    case single(JSONSchema)
  }

  var shape: Shape?
  var properties: [JSONSchema.Property] = []
  var required: [String] = []

  func note(_ name: String, _ schema: JSONSchema, isRequired: Bool) {
    guard !properties.contains(where: { $0.name == name }) else { return }
    properties.append(JSONSchema.Property(name: name, schema: schema))
    if isRequired { required.append(name) }
  }
}

/// A decoder that notes what it is asked for and answers with the plainest value.
struct ProbingDecoder: Decoder {
  let probe: SchemaProbe
  let notes: SchemaNotes
  /// The type that asks, for errors.
  let type: Any.Type

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    notes.shape = .object
    return KeyedDecodingContainer(ProbingMembers(decoder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    notes.shape = .array(nil)
    return ProbingElements(decoder: self)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

  var unclear: SchemaError { .mustState(type, because: "it decodes itself in a way that can't be followed") }
}

extension ProbingDecoder: SingleValueDecodingContainer {
  func decodeNil() -> Bool { false }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let (schema, value) = try probe.examine(type)
    notes.shape = .single(schema)
    return value
  }
}

/// Notes each property under its name.
private struct ProbingMembers<Key: CodingKey>: OptionalMembers {
  let decoder: ProbingDecoder

  var codingPath: [any CodingKey] { [] }

  /// Asked by enums with payloads and by dictionaries; the empty answer makes them throw, which says what to do.
  var allKeys: [Key] { [] }

  func contains(_ key: Key) -> Bool { true }
  func decodeNil(forKey key: Key) throws -> Bool { false }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    let (schema, value) = try decoder.probe.examine(type)
    decoder.notes.note(key.stringValue, schema, isRequired: true)
    return value
  }

  func optionalMember<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
    decoder.notes.note(key.stringValue, try decoder.probe.examineOptionalMember(type), isRequired: false)
    return nil
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    throw decoder.unclear
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw decoder.unclear }
  func superDecoder() throws -> any Decoder { throw decoder.unclear }
  func superDecoder(forKey key: Key) throws -> any Decoder { throw decoder.unclear }
}

/// Answers with one element.
private struct ProbingElements: UnkeyedDecodingContainer {
  let decoder: ProbingDecoder
  private(set) var currentIndex = 0

  init(decoder: ProbingDecoder) { self.decoder = decoder }

  var codingPath: [any CodingKey] { [] }
  var count: Int? { nil }
  var isAtEnd: Bool { currentIndex > 0 }

  mutating func decodeNil() throws -> Bool { false }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    guard currentIndex == 0 else { throw decoder.unclear }
    currentIndex += 1
    let (schema, value) = try decoder.probe.examine(type)
    decoder.notes.shape = .array(schema)
    return value
  }

  mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    throw decoder.unclear
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw decoder.unclear }
  mutating func superDecoder() throws -> any Decoder { throw decoder.unclear }
}
