/// An object's members by name; or, for params by position, an array's elements by theirs.
struct KeyedTapeContainer<Key: CodingKey>: OptionalMembers {
  private let session: DecodingSession
  private let index: Int

  init(session: DecodingSession, index: Int) throws(DecodingFailure) {
    self.session = session
    self.index = index
    switch session.storage.tape[index].kind {
    case .object: return
    case .array: try refuseSurplus()
    default: throw DecodingFailure(.type(.object), at: index)
    }
  }

  private func refuseSurplus() throws(DecodingFailure) {
    guard index == session.root, let names = session.positional else {
      throw DecodingFailure(.type(.object), at: index)
    }
    guard session.storage.tape[index].count <= names.count else {
      throw DecodingFailure(.tooManyElements(names.count), at: index)
    }
  }

  var codingPath: [any CodingKey] { [] }

  var allKeys: [Key] {
    JSONValue(storage: session.storage, index: index).members.compactMap { Key(stringValue: $0.name) }
  }

  func contains(_ key: Key) -> Bool { session.member(key.stringValue, of: index) != nil }

  private func required(_ key: Key) throws(DecodingFailure) -> Int {
    guard let value = session.member(key.stringValue, of: index) else {
      throw DecodingFailure(.missing(key.stringValue), at: index)
    }
    return value
  }

  func decodeNil(forKey key: Key) throws -> Bool { session.isNull(at: try required(key)) }

  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try session.boolean(at: required(key)) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try session.string(at: required(key)) }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try session.double(at: required(key)) }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try session.float(at: required(key)) }

  func decode<I: FixedWidthInteger & Decodable>(_ type: I.Type, forKey key: Key) throws -> I {
    try session.integer(type, at: required(key))
  }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try session.decodeValue(type, at: required(key))
  }

  func optionalMember<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
    guard let value = session.member(key.stringValue, of: index), !session.isNull(at: value) else { return nil }
    return try session.decodeValue(type, at: value)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    KeyedDecodingContainer(try KeyedTapeContainer<Nested>(session: session, index: required(key)))
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try UnkeyedTapeContainer(session: session, index: required(key))
  }

  func superDecoder() throws -> any Decoder { TapeDecoder(session: session, index: index) }

  func superDecoder(forKey key: Key) throws -> any Decoder {
    TapeDecoder(session: session, index: try required(key))
  }
}
