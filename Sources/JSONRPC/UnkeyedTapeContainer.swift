/// An array's elements in order.
struct UnkeyedTapeContainer: UnkeyedDecodingContainer {
  private let session: DecodingSession
  private let index: Int
  private var next: Int
  private(set) var currentIndex = 0

  init(session: DecodingSession, index: Int) throws(DecodingFailure) {
    guard session.storage.tape[index].kind == .array else { throw DecodingFailure(.type(.array), at: index) }
    self.session = session
    self.index = index
    next = index + 1
  }

  var codingPath: [any CodingKey] { [] }
  var count: Int? { Int(session.storage.tape[index].count) }
  var isAtEnd: Bool { next >= session.storage.tape[index].next }

  private mutating func advance() throws(DecodingFailure) -> Int {
    guard !isAtEnd else { throw DecodingFailure(.missing("[\(currentIndex)]"), at: index) }
    let element = next
    next = Int(session.storage.tape[element].next)
    currentIndex += 1
    return element
  }

  /// Moves on only past a null.
  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, session.isNull(at: next) else { return false }
    _ = try advance()
    return true
  }

  mutating func decode(_ type: Bool.Type) throws -> Bool { try session.boolean(at: advance()) }
  mutating func decode(_ type: String.Type) throws -> String { try session.string(at: advance()) }
  mutating func decode(_ type: Double.Type) throws -> Double { try session.double(at: advance()) }
  mutating func decode(_ type: Float.Type) throws -> Float { try session.float(at: advance()) }

  mutating func decode<I: FixedWidthInteger & Decodable>(_ type: I.Type) throws -> I {
    try session.integer(type, at: advance())
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    try session.decodeValue(type, at: advance())
  }

  mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try KeyedTapeContainer<Key>(session: session, index: advance()))
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try UnkeyedTapeContainer(session: session, index: advance())
  }

  mutating func superDecoder() throws -> any Decoder { TapeDecoder(session: session, index: try advance()) }
}
