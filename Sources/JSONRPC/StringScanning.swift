/// Strings and member names: UTF-8, escapes, and what must not occur in them.
extension JSONScanner {
  /// Scans the string that begins at the current position, which holds its opening quote.
  mutating func scanString(traits: TapeEntry.Traits) throws(JSONScanError) {
    let start = position
    var traits = traits
    var index = start + 1
    while true {
      index = PlainRun.endOfASCII(in: bytes.span, from: index)
      guard index < bytes.count else { throw JSONScanError(.unexpectedEnd, at: index) }
      switch bytes[index] {
      case .quote:
        position = index + 1
        return append(.string, from: start, traits: traits)
      case .backslash:
        traits.insert(.escaped)
        index = try endOfEscape(at: index)
      case 0: throw JSONScanError(.nulCharacter, at: index)
      case 1..<0x20: throw JSONScanError(.controlCharacter, at: index)
      default: index = try endOfSequence(at: index)
      }
    }
  }

  /// The end of the UTF-8 sequence that begins here, by the table in RFC 3629 §4: no overlong form, no surrogate,
  /// nothing above U+10FFFF.
  private func endOfSequence(at index: Int) throws(JSONScanError) -> Int {
    let lead = bytes[index]
    let second: ClosedRange<UInt8>
    let length: Int
    switch lead {
    case 0xC2...0xDF: (second, length) = (0x80...0xBF, 2)
    case 0xE0: (second, length) = (0xA0...0xBF, 3)
    case 0xED: (second, length) = (0x80...0x9F, 3)
    case 0xE1...0xEF: (second, length) = (0x80...0xBF, 3)
    case 0xF0: (second, length) = (0x90...0xBF, 4)
    case 0xF1...0xF3: (second, length) = (0x80...0xBF, 4)
    case 0xF4: (second, length) = (0x80...0x8F, 4)
    default: throw JSONScanError(.invalidUTF8, at: index)
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else {
      throw JSONScanError(.invalidUTF8, at: index)
    }
    for offset in 2..<max(length, 2) where bytes[index + offset] & 0xC0 != 0x80 {
      throw JSONScanError(.invalidUTF8, at: index)
    }
    return index + length
  }

  /// The end of the escape whose backslash stands here; for a surrogate pair, the end of both halves.
  private func endOfEscape(at index: Int) throws(JSONScanError) -> Int {
    guard index + 1 < bytes.count else { throw JSONScanError(.unexpectedEnd, at: bytes.count) }
    switch bytes[index + 1] {
    case .quote, .backslash, .slash, .lowerB, .lowerF, .lowerN, .lowerR, .lowerT: return index + 2
    case .lowerU: break
    default: throw JSONScanError(.invalidEscape, at: index)
    }
    let unit = try codeUnit(at: index)
    switch unit {
    case 0: throw JSONScanError(.nulCharacter, at: index)
    case 0xD800...0xDBFF: return try endOfLowSurrogate(at: index + 6, pairedAt: index)
    case 0xDC00...0xDFFF: throw JSONScanError(.loneSurrogate, at: index)
    default: return index + 6
    }
  }

  private func endOfLowSurrogate(at index: Int, pairedAt high: Int) throws(JSONScanError) -> Int {
    guard index + 1 < bytes.count, bytes[index] == .backslash, bytes[index + 1] == .lowerU,
      case 0xDC00...0xDFFF = try codeUnit(at: index)
    else { throw JSONScanError(.loneSurrogate, at: high) }
    return index + 6
  }

  private func codeUnit(at index: Int) throws(JSONScanError) -> UInt16 {
    guard index + 6 <= bytes.count else { throw JSONScanError(.unexpectedEnd, at: bytes.count) }
    guard let unit = JSONEscapes.codeUnit(bytes[index + 2..<index + 6]) else {
      throw JSONScanError(.invalidEscape, at: index)
    }
    return unit
  }
}
