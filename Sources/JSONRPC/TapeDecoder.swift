/// Gives one value of the tape to a synthesised `init(from:)`.
///
/// Coding paths stay empty: the path of a failure is worked out from the tape, once there is one.
struct TapeDecoder: Decoder {
  let session: DecodingSession
  let index: Int

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try KeyedTapeContainer(session: session, index: index))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try UnkeyedTapeContainer(session: session, index: index)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

  /// The value itself, with everything in it.
  func capture() -> JSONValue { session.capture(index) }
}

extension TapeDecoder: SingleValueDecodingContainer {
  func decodeNil() -> Bool { session.isNull(at: index) }
  func decode(_ type: Bool.Type) throws -> Bool { try session.boolean(at: index) }
  func decode(_ type: String.Type) throws -> String { try session.string(at: index) }
  func decode(_ type: Double.Type) throws -> Double { try session.double(at: index) }
  func decode(_ type: Float.Type) throws -> Float { try session.float(at: index) }
  func decode<I: FixedWidthInteger & Decodable>(_ type: I.Type) throws -> I { try session.integer(type, at: index) }
  func decode<T: Decodable>(_ type: T.Type) throws -> T { try session.decodeValue(type, at: index) }
}

extension JSONValue: Decodable {
  /// Takes the value unexamined; only this module's decoder can give it.
  public init(from decoder: any Decoder) throws {
    guard let decoder = decoder as? TapeDecoder else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "needs the strict decoder"))
    }
    self = decoder.capture()
  }
}
