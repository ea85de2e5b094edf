/// Resolves the escapes of RFC 8259 §7 in strings that the scanner has accepted.
enum JSONEscapes {
  /// The UTF-8 that an accepted string's inner bytes stand for.
  static func resolve(_ inner: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(inner.count)
    var index = inner.startIndex
    while index < inner.endIndex {
      guard inner[index] == .backslash else {
        result.append(inner[index])
        index += 1
        continue
      }
      let letter = inner[index + 1]
      index += 2
      guard letter == .lowerU else {
        result.append(character(escapedAs: letter))
        continue
      }
      let (scalar, length) = scalar(in: inner[index...])
      result.append(contentsOf: String(scalar).utf8)
      index += length
    }
    return result
  }

  /// The value of four hexadecimal digits, or nil.
  static func codeUnit(_ digits: ArraySlice<UInt8>) -> UInt16? {
    var unit: UInt16 = 0
    for digit in digits {
      guard let value = digit.hexadecimalValue else { return nil }
      unit = unit << 4 | UInt16(value)
    }
    return unit
  }

  private static func character(escapedAs letter: UInt8) -> UInt8 {
    switch letter {
    case .lowerB: 0x08
    case .lowerF: 0x0C
    case .lowerN: .lineFeed
    case .lowerR: .carriageReturn
    case .lowerT: .tab
    default: letter
    }
  }

  /// The scalar whose hexadecimal digits begin here, and how many bytes tell it: 4, or 10 for a surrogate pair.
  private static func scalar(in bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, Int) {
    let start = bytes.startIndex
    let high = UInt32(codeUnit(bytes[start..<start + 4]) ?? 0)
    guard high & 0xF800 == 0xD800 else { return (Unicode.Scalar(high) ?? "\u{FFFD}", 4) }
    let low = UInt32(codeUnit(bytes[start + 6..<start + 10]) ?? 0)
    return (Unicode.Scalar(0x10000 + (high & 0x3FF) << 10 + low & 0x3FF) ?? "\u{FFFD}", 10)
  }
}
