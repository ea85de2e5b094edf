extension DelimitedScanner {
  /// What cutting from a position came to.
  enum Cut {
    /// A record: where its last field ends, where the next begins, how many line breaks stand inside it.
    case record(end: Int, next: Int, innerBreaks: Int)
    /// The bytes end inside the record: where the open field begins, whether in quotes.
    case incomplete(fieldStart: Int, isQuoted: Bool)
    /// A field is longer than allowed.
    case tooLong(isQuoted: Bool)
  }

  /// Cuts one record. A quote opens a quoted field only as its first byte, spaces not counted, and closes it only before a separator, a line
  /// break or the end: others are kept as they are.
  static func cut(
    _ bytes: Span<UInt8>, from position: Int, separator: UInt8, quotes: Bool, isWhole: Bool, into fields: inout [Field]
  ) -> Cut {
    let count = bytes.count
    var index = position
    var breaks = 0
    while true {
      let start = index
      var isQuoted = false
      var open = index
      while quotes, open < count, bytes[open] == 0x20 { open += 1 }
      if quotes, open < count, bytes[open] == 0x22 {
        switch closingQuote(bytes, after: open, separator: separator, isWhole: isWhole, breaks: &breaks) {
        case .some(let closing):
          if closing - start > longestField { return .tooLong(isQuoted: true) }
          index = closing + 1
          isQuoted = true
        case nil:
          return .incomplete(fieldStart: start, isQuoted: true)
        }
      }
      while index < count {
        let byte = bytes[index]
        if byte == separator || byte == 0x0A || byte == 0x0D { break }
        index += 1
      }
      if index - start > longestField { return .tooLong(isQuoted: isQuoted) }
      if index == count {
        guard isWhole else { return .incomplete(fieldStart: start, isQuoted: false) }
        fields.append(Field(start: start, end: index, isQuoted: isQuoted))
        return .record(end: index, next: index, innerBreaks: breaks)
      }
      fields.append(Field(start: start, end: index, isQuoted: isQuoted))
      if bytes[index] != separator {
        let isPair = bytes[index] == 0x0D && index + 1 < count && bytes[index + 1] == 0x0A
        return .record(end: index, next: index + (isPair ? 2 : 1), innerBreaks: breaks)
      }
      index += 1
    }
  }

  /// The quote that closes the field opened at a position, or nil when it isn't within these bytes.
  private static func closingQuote(
    _ bytes: Span<UInt8>, after open: Int, separator: UInt8, isWhole: Bool, breaks: inout Int
  ) -> Int? {
    var index = open + 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x0A || (byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)) { breaks += 1 }
      guard byte == 0x22 else {
        index += 1
        continue
      }
      if index + 1 < bytes.count, bytes[index + 1] == 0x22 {
        index += 2
        continue
      }
      var following = index + 1
      while following < bytes.count, bytes[following] == 0x20 { following += 1 }
      guard following < bytes.count else { return isWhole ? index : nil }
      let next = bytes[following]
      if next == separator || next == 0x0A || next == 0x0D { return index }
      index += 1
    }
    return nil
  }
}
