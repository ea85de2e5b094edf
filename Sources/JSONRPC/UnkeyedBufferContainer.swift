/// Writes an array's elements as they come.
struct UnkeyedBufferContainer: UnkeyedEncodingContainer {
  private let session: EncodingSession
  private let depth: Int
  private let serial: UInt32
  private(set) var count = 0

  init(session: EncodingSession, depth: Int) {
    self.session = session
    self.depth = depth
    serial = session.assembly.openContainer(.openingBracket, closer: .closingBracket, at: depth)
  }

  var codingPath: [any CodingKey] { [] }

  private mutating func begin() throws(RPCError) {
    try session.assembly.beginElement(in: serial, at: depth)
    count += 1
  }

  mutating func encodeNil() throws {
    try begin()
    session.appendNull()
  }

  mutating func encode(_ value: Bool) throws {
    try begin()
    session.append(value)
  }

  mutating func encode(_ value: String) throws {
    try begin()
    session.append(value)
  }

  mutating func encode(_ value: Double) throws {
    try begin()
    try session.append(number: value)
  }

  mutating func encode(_ value: Float) throws {
    try begin()
    try session.append(number: value)
  }

  mutating func encode<I: FixedWidthInteger & Encodable>(_ value: I) throws {
    try begin()
    session.append(integer: value)
  }

  mutating func encode<T: Encodable>(_ value: T) throws {
    try begin()
    try session.encodeValue(value)
  }

  mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    superEncoder().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    superEncoder().unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder {
    do { try begin() } catch { session.isBroken = true }
    return BufferEncoder(session: session, depth: depth + 1)
  }
}
