internal import FoundationEssentials

/// One encoding, shared by its containers.
final class EncodingSession {
  var assembly = JSONAssembly()
  /// Whether a nested container was asked of one that is closed, where the request itself can't fail.
  var isBroken = false
  /// Types that were looked at and found to be no dictionaries.
  private var plainTypes: [ObjectIdentifier] = []

  /// Encodes a value whole; what synthesised code asks for most is written without a container.
  func encodeValue<T: Encodable>(_ value: T) throws {
    if T.self == String.self { return append(unsafe unsafeBitCast(value, to: String.self)) }
    if T.self == Int.self { return append(integer: unsafe unsafeBitCast(value, to: Int.self)) }
    if T.self == UUID.self { return assembly.buffer.append(unsafe unsafeBitCast(value, to: UUID.self)) }
    if T.self == Date.self { return try append(unsafe unsafeBitCast(value, to: Date.self)) }
    if T.self == JSONBytes.self { return splice(unsafe unsafeBitCast(value, to: JSONBytes.self).bytes) }
    if let sorted = sortedDictionary(value) { return try sorted.encodeSorted(in: self) }
    let start = assembly.buffer.count
    let depth = assembly.depth
    try value.encode(to: BufferEncoder(session: self, depth: depth))
    assembly.close(to: depth)
    if assembly.buffer.count == start { assembly.buffer.append(literal: "{}") }
  }

  /// The look-up costs more than encoding a small value, so each type is looked at once.
  private func sortedDictionary<T>(_ value: T) -> (any SortedMembers)? {
    let type = ObjectIdentifier(T.self)
    if plainTypes.contains(type) { return nil }
    if let sorted = value as? any SortedMembers { return sorted }
    plainTypes.append(type)
    return nil
  }

  func appendNull() { assembly.buffer.append(literal: "null") }
  func append(_ value: Bool) { assembly.buffer.append(value) }
  func append(_ value: String) { assembly.buffer.append(value) }
  func append<I: FixedWidthInteger>(integer: I) { assembly.buffer.append(integer: integer) }
  func splice(_ bytes: [UInt8]) { assembly.buffer.append(contentsOf: bytes) }

  /// The shortest digits that read back as the same number; what isn't finite has none.
  func append<F: BinaryFloatingPoint & LosslessStringConvertible>(number: F) throws(RPCError) {
    guard number.isFinite else { throw RPCError(.internalError) }
    assembly.buffer.append(contentsOf: number.description.utf8)
  }

  func append(_ value: Date) throws(RPCError) {
    guard assembly.buffer.append(value) else { throw RPCError(.internalError) }
  }
}

/// A dictionary whose members are written in the order of their names, so that the same value gives the same bytes.
private protocol SortedMembers {
  func encodeSorted(in session: EncodingSession) throws
}

extension Dictionary: SortedMembers where Key == String, Value: Encodable {
  fileprivate func encodeSorted(in session: EncodingSession) throws {
    let depth = session.assembly.depth
    let serial = session.assembly.openContainer(.openingBrace, closer: .closingBrace, at: depth)
    for (name, value) in self.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      try session.assembly.beginMember(name, in: serial, at: depth)
      try session.encodeValue(value)
    }
    session.assembly.close(to: depth)
  }
}
