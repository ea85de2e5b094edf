internal import FoundationEssentials

/// UUIDs between their text (RFC 9562 §4) and their value, without a `String` between.
enum UUIDText {
  /// 36 characters, digits in either case, hyphens where they belong; else nil.
  static func parse(_ text: Span<UInt8>) -> UUID? {
    guard text.count == 36, text[8] == .minus, text[13] == .minus, text[18] == .minus, text[23] == .minus else {
      return nil
    }
    var isValid = true
    func octet(_ index: Int) -> UInt8 {
      guard let high = text[index].hexadecimalValue, let low = text[index + 1].hexadecimalValue else {
        isValid = false
        return 0
      }
      return high << 4 | low
    }
    let octets = (
      octet(0), octet(2), octet(4), octet(6), octet(9), octet(11), octet(14), octet(16),
      octet(19), octet(21), octet(24), octet(26), octet(28), octet(30), octet(32), octet(34)
    )
    return isValid ? UUID(uuid: octets) : nil
  }

  /// Appends the text in lower case.
  static func append(_ uuid: UUID, to bytes: inout [UInt8]) {
    unsafe withUnsafeBytes(of: uuid.uuid) { octets in
      for index in 0..<16 {
        if index == 4 || index == 6 || index == 8 || index == 10 { bytes.append(.minus) }
        let octet = unsafe octets[index]
        bytes.append(digit(octet >> 4))
        bytes.append(digit(octet & 15))
      }
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? .zero + value : 0x61 + value - 10
  }
}
