/// Numbers: checked against the grammar of RFC 8259 §6 and kept as written; what they are worth is the decoder's
/// concern.
extension JSONScanner {
  mutating func scanNumber() throws(JSONScanError) {
    let start = position
    var traits: TapeEntry.Traits = .integral
    if bytes[position] == .minus { position += 1 }
    let leading = position
    try scanDigits()
    if bytes[leading] == .zero, position > leading + 1 { throw JSONScanError(.invalidNumber, at: leading) }
    if position < bytes.count, bytes[position] == .period {
      traits = []
      position += 1
      try scanDigits()
    }
    if position < bytes.count, bytes[position] == .lowerE || bytes[position] == .upperE {
      traits = []
      position += 1
      if position < bytes.count, bytes[position] == .plus || bytes[position] == .minus { position += 1 }
      try scanDigits()
    }
    append(.number, from: start, traits: traits)
  }

  private mutating func scanDigits() throws(JSONScanError) {
    let start = position
    while position < bytes.count, bytes[position].isDigit { position += 1 }
    guard position > start else {
      throw JSONScanError(position < bytes.count ? .invalidNumber : .unexpectedEnd, at: position)
    }
  }
}
