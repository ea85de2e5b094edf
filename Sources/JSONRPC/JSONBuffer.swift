internal import FoundationEssentials

/// The bytes of an answer as they grow.
struct JSONBuffer {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 256) {
    bytes.reserveCapacity(capacity)
  }

  var count: Int { bytes.count }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(contentsOf other: some Sequence<UInt8>) { bytes.append(contentsOf: other) }

  /// JSON punctuation and names known at compile time.
  mutating func append(literal: StaticString) {
    literal.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
  }

  mutating func append<I: FixedWidthInteger>(integer: I) { JSONNumber.append(integer, to: &bytes) }

  mutating func append(_ boolean: Bool) { append(literal: boolean ? "true" : "false") }

  mutating func append(_ uuid: UUID) {
    bytes.append(.quote)
    UUIDText.append(uuid, to: &bytes)
    bytes.append(.quote)
  }

  /// False when the year doesn't have four digits; nothing usable was written then.
  mutating func append(_ date: Date) -> Bool {
    bytes.append(.quote)
    defer { bytes.append(.quote) }
    return Timestamp.append(date, to: &bytes)
  }

  /// A string with what must be escaped escaped (RFC 8259 §7); everything else is copied in runs.
  mutating func append(_ text: String) {
    appendString(text.utf8.span)
  }

  /// The same for UTF-8 that is at hand.
  mutating func appendString(_ text: Span<UInt8>) {
    bytes.append(.quote)
    var start = 0
    while true {
      let end = PlainRun.endUnescaped(in: text, from: start)
      unsafe text.extracting(start..<end).withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
      guard end < text.count else { break }
      appendEscape(text[end])
      start = end + 1
    }
    bytes.append(.quote)
  }

  private mutating func appendEscape(_ byte: UInt8) {
    bytes.append(.backslash)
    switch byte {
    case .quote, .backslash: bytes.append(byte)
    case .lineFeed: bytes.append(.lowerN)
    case .carriageReturn: bytes.append(.lowerR)
    case .tab: bytes.append(.lowerT)
    default:
      append(literal: "u00")
      bytes.append(.zero + byte >> 4)
      bytes.append(byte & 15 < 10 ? .zero + byte & 15 : 0x57 + byte & 15)
    }
  }
}
