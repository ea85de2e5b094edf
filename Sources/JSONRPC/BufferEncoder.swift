/// Where a synthesised `encode(to:)` writes one value.
struct BufferEncoder: Encoder {
  let session: EncodingSession
  /// How many containers were open before this value.
  let depth: Int

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(KeyedBufferContainer(session: session, depth: depth))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    UnkeyedBufferContainer(session: session, depth: depth)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }

  func splice(_ bytes: [UInt8]) { session.splice(bytes) }
}

extension BufferEncoder: SingleValueEncodingContainer {
  func encodeNil() throws { session.appendNull() }
  func encode(_ value: Bool) throws { session.append(value) }
  func encode(_ value: String) throws { session.append(value) }
  func encode(_ value: Double) throws { try session.append(number: value) }
  func encode(_ value: Float) throws { try session.append(number: value) }
  func encode<I: FixedWidthInteger & Encodable>(_ value: I) throws { session.append(integer: value) }
  func encode<T: Encodable>(_ value: T) throws { try session.encodeValue(value) }
}
