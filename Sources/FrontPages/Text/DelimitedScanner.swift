/// Cuts separated text (RFC 4180, and what exporters make of it) into fields, on raw bytes and in chunks.
///
/// Comma, tab, semicolon, quote and line breaks never occur inside a character of UTF-8 or GB 18030 (its second bytes are
/// 0x40…0xFE and the digits), so a row can be cut before it is decoded, and only the wanted fields ever become text.
struct DelimitedScanner: Sendable {
  /// Where a field's bytes stand in ``buffer``; quotes included when quoted.
  struct Field: Sendable {
    var start: Int
    var end: Int
    var isQuoted: Bool
  }

  /// The most bytes a field may have: beyond it a quote was left open.
  static let longestField = 1024 * 1024
  /// The most bytes a record may have: beyond it this is no table.
  static let longestRecord = 4 * 1024 * 1024

  /// What has not been read yet, and the record just read.
  private(set) var buffer: [UInt8] = []
  /// The fields of the record just read.
  private(set) var fields: [Field] = []
  /// The line on which the record just read begins, from 1.
  private(set) var recordLine = 0
  /// How many line breaks stand inside the record just read.
  private(set) var innerLines = 0
  /// The separator.
  var separator = UInt8(ascii: ",")

  private var position = 0
  private var recordStart = 0
  private var line = 1
  private var isFinished = false
  private var takesQuotesLiterally = false
  private var wasLiteral = false
  private var mayStartWithLineFeed = false

  /// Takes the next bytes; read the records before pushing more.
  mutating func push(_ chunk: [UInt8]) {
    buffer.removeSubrange(0..<position)
    position = 0
    buffer.append(contentsOf: chunk)
  }

  /// Tells that no more bytes come: what is left is the last record.
  mutating func finish() {
    isFinished = true
  }

  /// Reads the next record into ``fields``; false when more bytes are needed or, after ``finish()``, at the end.
  mutating func next() throws(FrontPageFileError) -> Bool {
    skipLineFeedAfterReturn()
    guard position < buffer.count else { return false }
    var cutFields: [Field] = []
    swap(&cutFields, &fields)
    cutFields.removeAll(keepingCapacity: true)
    let cut = DelimitedScanner.cut(
      buffer.span, from: position, separator: separator, quotes: !takesQuotesLiterally, isWhole: isFinished,
      into: &cutFields)
    swap(&cutFields, &fields)
    recordLine = line
    switch cut {
    case .record(let end, let next, let breaks):
      recordStart = position
      position = next
      innerLines = breaks
      line += breaks + 1
      wasLiteral = takesQuotesLiterally
      takesQuotesLiterally = false
      mayStartWithLineFeed = next == buffer.count && end < next && buffer[end] == 0x0D && next == end + 1
      return true
    case .incomplete(let fieldStart, let isQuoted):
      if isQuoted, isFinished || buffer.count - fieldStart > DelimitedScanner.longestField {
        return try nextLiterally()
      }
      if buffer.count - position > DelimitedScanner.longestRecord { throw .recordTooLong(line: line) }
      return false
    case .tooLong(let isQuoted):
      if isQuoted { return try nextLiterally() }
      throw .recordTooLong(line: line)
    }
  }

  /// A quote that is never closed, such as at the end of an upload that was cut, costs its own line at most: that is read with quotes taken
  /// as they are, and what stands behind it as ever.
  private mutating func nextLiterally() throws(FrontPageFileError) -> Bool {
    takesQuotesLiterally = true
    return try next()
  }

  /// Where the record just read stands, until the next bytes are pushed.
  struct Place: Sendable {
    fileprivate var start: Int
    fileprivate var isLiteral: Bool
  }

  /// The place of the record just read.
  var place: Place { Place(start: recordStart, isLiteral: wasLiteral) }

  /// The fields of a record that was read since bytes were last pushed.
  func fields(at place: Place) -> [Field] {
    var fields: [Field] = []
    _ = DelimitedScanner.cut(
      buffer.span, from: place.start, separator: separator, quotes: !place.isLiteral, isWhole: true, into: &fields)
    return fields
  }

  /// The numbers of fields that the lines of the record just read would have if quotes meant nothing.
  func fieldCountsOfLines() -> [Int] {
    var counts: [Int] = []
    var start = recordStart
    while start < position {
      var fields: [Field] = []
      let cut = DelimitedScanner.cut(
        buffer.span, from: start, separator: separator, quotes: false, isWhole: true, into: &fields)
      guard case .record(_, let next, _) = cut else { break }
      counts.append(fields.count)
      start = next
    }
    return counts
  }

  /// Goes back to the beginning of the record just read, to read its first line again with quotes taken as they are.
  mutating func rereadFirstLineLiterally() {
    position = recordStart
    line = recordLine
    takesQuotesLiterally = true
    mayStartWithLineFeed = false
  }

  /// The separator that a header's bytes contain most often, or nil while its line is not complete.
  mutating func chooseSeparator() -> Bool {
    var counts: [UInt8: Int] = [0x2C: 0, 0x09: 0, 0x3B: 0]
    var isQuoted = false
    for index in position..<buffer.count {
      let byte = buffer[index]
      if byte == 0x22 { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A || byte == 0x0D {
        separator = DelimitedScanner.mostFrequent(counts)
        return true
      }
      if let count = counts[byte] { counts[byte] = count + 1 }
    }
    guard isFinished || buffer.count > DelimitedScanner.longestField else { return false }
    separator = DelimitedScanner.mostFrequent(counts)
    return true
  }

  private static func mostFrequent(_ counts: [UInt8: Int]) -> UInt8 {
    var best: (byte: UInt8, count: Int) = (0x2C, counts[0x2C] ?? 0)
    for byte in [UInt8(0x09), 0x3B] {
      if let count = counts[byte], count > best.count { best = (byte, count) }
    }
    return best.byte
  }

  private mutating func skipLineFeedAfterReturn() {
    guard mayStartWithLineFeed, position < buffer.count else { return }
    if buffer[position] == 0x0A { position += 1 }
    mayStartWithLineFeed = false
  }
}
