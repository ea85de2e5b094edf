/// Writes an object's members as they come.
struct KeyedBufferContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  private let session: EncodingSession
  private let depth: Int
  private let serial: UInt32

  init(session: EncodingSession, depth: Int) {
    self.session = session
    self.depth = depth
    serial = session.assembly.openContainer(.openingBrace, closer: .closingBrace, at: depth)
  }

  var codingPath: [any CodingKey] { [] }

  private func begin(_ key: some CodingKey) throws(RPCError) {
    try session.assembly.beginMember(key.stringValue, in: serial, at: depth)
  }

  func encodeNil(forKey key: Key) throws {
    try begin(key)
    session.appendNull()
  }

  func encode(_ value: Bool, forKey key: Key) throws {
    try begin(key)
    session.append(value)
  }

  func encode(_ value: String, forKey key: Key) throws {
    try begin(key)
    session.append(value)
  }

  func encode(_ value: Double, forKey key: Key) throws {
    try begin(key)
    try session.append(number: value)
  }

  func encode(_ value: Float, forKey key: Key) throws {
    try begin(key)
    try session.append(number: value)
  }

  func encode<I: FixedWidthInteger & Encodable>(_ value: I, forKey key: Key) throws {
    try begin(key)
    session.append(integer: value)
  }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try begin(key)
    try session.encodeValue(value)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    superEncoder(forKey: key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    superEncoder(forKey: key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { encoder(forKey: SuperKey()) }

  func superEncoder(forKey key: Key) -> any Encoder { encoder(forKey: key) }

  /// These can't throw; a container that was closed already makes the whole encoding fail instead.
  private func encoder(forKey key: some CodingKey) -> any Encoder {
    do { try begin(key) } catch { session.isBroken = true }
    return BufferEncoder(session: session, depth: depth + 1)
  }
}

/// The name under which Codable puts a class's superclass.
private struct SuperKey: CodingKey {
  init() {}
  init?(stringValue: String) { nil }
  init?(intValue: Int) { nil }
  var stringValue: String { "super" }
  var intValue: Int? { nil }
}
