/// Reads bytes once, strictly by RFC 8259, into a tape; a loop with a stack of its own, so that no input can exhaust
/// the thread's stack.
struct JSONScanner {
  let bytes: [UInt8]
  let limits: JSONLimits
  var position = 0
  var tape: [TapeEntry] = []
  /// Tape indexes of the containers that are open.
  private var open: [Int] = []

  init(_ bytes: [UInt8], limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func scan() throws(JSONScanError) {
    guard bytes.count <= min(limits.bytes, Int(UInt32.max) - 1) else { throw JSONScanError(.tooLong, at: 0) }
    try refuseByteOrderMark()
    tape.reserveCapacity(min(bytes.count / 8 + 8, 4096))
    skipWhitespace()
    try scanValue()
    while let container = open.last {
      try scanNext(in: container)
    }
    skipWhitespace()
    guard position == bytes.count else { throw JSONScanError(.trailingBytes, at: position) }
  }

  /// UTF-8's mark, or UTF-16's in either order.
  private func refuseByteOrderMark() throws(JSONScanError) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      throw JSONScanError(.byteOrderMark, at: 0)
    }
  }

  private mutating func skipWhitespace() {
    while position < bytes.count {
      switch bytes[position] {
      case .space, .lineFeed, .carriageReturn, .tab: position += 1
      default: return
      }
    }
  }

  private func currentByte() throws(JSONScanError) -> UInt8 {
    guard position < bytes.count else { throw JSONScanError(.unexpectedEnd, at: position) }
    return bytes[position]
  }

  /// Either closes the container or scans the beginning of its next member or element.
  private mutating func scanNext(in container: Int) throws(JSONScanError) {
    skipWhitespace()
    let isObject = tape[container].kind == .object
    let closer: UInt8 = isObject ? .closingBrace : .closingBracket
    if try currentByte() == closer { return try close(container) }
    if tape[container].count > 0 {
      try skip(.comma)
      skipWhitespace()
      if try currentByte() == closer { throw JSONScanError(.trailingComma, at: position) }
    }
    tape[container].count += 1
    if isObject { try scanName() }
    try scanValue()
  }

  private mutating func scanName() throws(JSONScanError) {
    guard try currentByte() == .quote else { throw JSONScanError(.unexpectedByte, at: position) }
    try scanString(traits: .key)
    skipWhitespace()
    try skip(.colon)
    skipWhitespace()
  }

  private mutating func skip(_ byte: UInt8) throws(JSONScanError) {
    guard try currentByte() == byte else { throw JSONScanError(.unexpectedByte, at: position) }
    position += 1
  }

  /// Scans a scalar whole; of a container only the opening bracket.
  private mutating func scanValue() throws(JSONScanError) {
    switch try currentByte() {
    case .quote: try scanString(traits: [])
    case .openingBrace: try openContainer(.object)
    case .openingBracket: try openContainer(.array)
    case .minus, .zero ... .nine: try scanNumber()
    case .lowerT: try scanLiteral("true", .boolean)
    case .lowerF: try scanLiteral("false", .boolean)
    case .lowerN: try scanLiteral("null", .null)
    default: throw JSONScanError(.unexpectedByte, at: position)
    }
  }

  private mutating func openContainer(_ kind: JSONValue.Kind) throws(JSONScanError) {
    guard open.count < limits.depth else { throw JSONScanError(.tooDeep, at: position) }
    open.append(tape.count)
    tape.append(TapeEntry(kind: kind, start: UInt32(position), end: 0, next: 0))
    position += 1
  }

  private mutating func close(_ container: Int) throws(JSONScanError) {
    position += 1
    open.removeLast()
    tape[container].end = UInt32(position)
    tape[container].next = UInt32(tape.count)
    if tape[container].count > 1, tape[container].kind == .object { try refuseDuplicateKeys(in: container) }
  }

  private mutating func scanLiteral(_ literal: StaticString, _ kind: JSONValue.Kind) throws(JSONScanError) {
    let start = position
    for offset in 0..<literal.utf8CodeUnitCount {
      let expected = unsafe literal.utf8Start[offset]
      guard try currentByte() == expected else {
        throw JSONScanError(.unexpectedByte, at: position)
      }
      position += 1
    }
    append(kind, from: start)
  }

  /// Appends a scalar that ends at the current position.
  mutating func append(_ kind: JSONValue.Kind, from start: Int, traits: TapeEntry.Traits = []) {
    tape.append(
      TapeEntry(
        kind: kind, traits: traits, start: UInt32(start), end: UInt32(position), next: UInt32(tape.count + 1)))
  }
}
