/// What a field says once it is text.
enum CellText {
  /// Nothing, or one of the marks that stand for nothing.
  case blank
  /// Text without surrounding white space, line breaks turned into spaces.
  case text(String)
  /// Bytes that are no characters in the file's encoding, or characters that once were such (U+FFFD).
  case undecodable
  /// More bytes than any value has.
  case tooLong
}

/// Turns the wanted fields' bytes into text.
struct CellReader: Sendable {
  private let isGB18030: Bool
  private var decoded: [UInt8] = []
  private var unquoted: [UInt8] = []

  /// The most bytes that a value may have: beyond it something else stands in the column.
  static let longest = 8192

  init(encoding: FileEncoding) {
    isGB18030 = encoding == .gb18030
    decoded.reserveCapacity(512)
  }

  /// The text of a field.
  mutating func read(_ field: DelimitedScanner.Field, in bytes: Span<UInt8>) -> CellText {
    var start = field.start
    var end = field.end
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while start < end, bytes[end - 1] <= 0x20 { end -= 1 }
    guard start < end else { return .blank }
    if end - start > CellReader.longest { return .tooLong }
    if field.isQuoted { return readQuoted(bytes.extracting(start..<end)) }
    return read(bytes.extracting(start..<end))
  }

  /// A field as it stands in the file: its characters, quotes undone, nothing trimmed or understood. What can't be decoded becomes
  /// U+FFFD, which no reader takes; what is longer than any value is cut.
  mutating func verbatim(_ field: DelimitedScanner.Field, in bytes: Span<UInt8>) -> String {
    var start = field.start
    var end = field.end
    if field.isQuoted {
      while bytes[start] == 0x20 { start += 1 }
      while end > start + 2, bytes[end - 1] == 0x20 { end -= 1 }
      (start, end) = (start + 1, end - 1)
    }
    // One byte too long stays too long: nobody imports the rest as if it were the whole.
    end = min(end, start + CellReader.longest + 1)
    var content: [UInt8] = []
    while start < end {
      content.append(bytes[start])
      let isPair = field.isQuoted && bytes[start] == 0x22 && start + 1 < end && bytes[start + 1] == 0x22
      start += isPair ? 2 : 1
    }
    guard isGB18030 else { return String(decoding: content, as: UTF8.self) }
    decoded.removeAll(keepingCapacity: true)
    let isWhole = GB18030.tables.decode(content.span, into: &decoded)
    return String(decoding: decoded, as: UTF8.self) + (isWhole ? "" : "\u{FFFD}")
  }

  private mutating func readQuoted(_ bytes: Span<UInt8>) -> CellText {
    unquoted.removeAll(keepingCapacity: true)
    let last = bytes.count - 1
    var index = 1
    while index < last {
      unquoted.append(bytes[index])
      index += bytes[index] == 0x22 && bytes[index + 1] == 0x22 && index + 1 < last ? 2 : 1
    }
    let copy = unquoted
    return read(copy.span)
  }

  private mutating func read(_ bytes: Span<UInt8>) -> CellText {
    var isPlain = true
    for index in bytes.indices where bytes[index] >= 0x7F || bytes[index] < 0x20 {
      isPlain = false
      break
    }
    if isPlain { return CellReader.text(bytes) }
    decoded.removeAll(keepingCapacity: true)
    if isGB18030 {
      guard GB18030.tables.decode(bytes, into: &decoded) else { return .undecodable }
    } else {
      for index in bytes.indices { decoded.append(bytes[index]) }
    }
    CellReader.flattenLineBreaks(&decoded)
    return CellReader.text(decoded.span)
  }

  /// Trims what Unicode adds to white space, unwraps spreadsheet formulas, and knows the marks for blank.
  private static func text(_ bytes: Span<UInt8>) -> CellText {
    var start = 0
    var end = bytes.count
    trim(bytes, &start, &end)
    // The apostrophe by which a spreadsheet takes what follows as text, ="00123" for one, when it came from us.
    if start < end, bytes[start] == UInt8(ascii: "'") {
      start += 1
      trim(bytes, &start, &end)
    }
    if end - start >= 3, bytes[start] == UInt8(ascii: "="), bytes[start + 1] == 0x22, bytes[end - 1] == 0x22 {
      start += 2
      end -= 1
      trim(bytes, &start, &end)
    }
    guard start < end else { return .blank }
    guard let valid = try? UTF8Span(validating: bytes.extracting(start..<end)) else { return .undecodable }
    if hasReplacement(bytes, start..<end) { return .undecodable }
    let text = String(copying: valid)
    return BlankMarks.contains(text) ? .blank : .text(text)
  }

  private static func trim(_ bytes: Span<UInt8>, _ start: inout Int, _ end: inout Int) {
    while start < end, let width = spaceWidth(bytes, at: start) { start += width }
    while start < end, let width = spaceWidth(bytes, endingAt: end) { end -= width }
  }

  /// Whether U+FFFD is among the characters: what stood there was lost before the file came here.
  private static func hasReplacement(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where bytes[index] == 0xEF && index + 2 < range.upperBound {
      if bytes[index + 1] == 0xBF, bytes[index + 2] == 0xBD { return true }
    }
    return false
  }

  /// How many bytes of white space begin at an index: ASCII, U+00A0, U+3000, U+FEFF, and the spaces, directions and joiners of
  /// U+2000 to U+206F that nobody sees; nil when none.
  private static func spaceWidth(_ bytes: Span<UInt8>, at index: Int) -> Int? {
    let byte = bytes[index]
    if byte <= 0x20 { return 1 }
    guard byte >= 0xC2 else { return nil }
    if byte == 0xC2 { return index + 1 < bytes.count && bytes[index + 1] == 0xA0 ? 2 : nil }
    guard index + 2 < bytes.count else { return nil }
    switch (byte, bytes[index + 1], bytes[index + 2]) {
    case (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF), (0xE1, 0x9A, 0x80): return 3
    case (0xE2, 0x80, 0x80...0x8F), (0xE2, 0x80, 0xA8...0xAF), (0xE2, 0x81, 0x9F...0xAF): return 3
    default: return nil
    }
  }

  private static func spaceWidth(_ bytes: Span<UInt8>, endingAt end: Int) -> Int? {
    if bytes[end - 1] <= 0x20 { return 1 }
    guard bytes[end - 1] >= 0x80 else { return nil }
    for width in [2, 3] where end >= width {
      if spaceWidth(bytes, at: end - width) == width { return width }
    }
    return nil
  }

  /// A line break, tab or other control inside a value becomes one space, and nothing between Chinese characters, which have no spaces:
  /// a name that was broken in two lines is the same name.
  private static func flattenLineBreaks(_ bytes: inout [UInt8]) {
    guard bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return }
    var kept: [UInt8] = []
    var isBroken = false
    for byte in bytes {
      if byte < 0x20 || byte == 0x7F {
        isBroken = true
        continue
      }
      if isBroken, let last = kept.last, byte != 0x20, last != 0x20, byte < 0x80 || last < 0x80 { kept.append(0x20) }
      isBroken = false
      kept.append(byte)
    }
    bytes = kept
  }
}
