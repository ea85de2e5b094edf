/// Reads the fixed-width parts of a timestamp (RFC 3339 §5.6).
struct DigitReader {
  private let text: ArraySlice<UInt8>
  private var position: Int

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    position = text.startIndex
  }

  var isAtEnd: Bool { position == text.endIndex }

  private var digit: Int? {
    position < text.endIndex && text[position].isDigit ? Int(text[position] - .zero) : nil
  }

  /// Exactly so many digits.
  mutating func number(_ digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard let digit else { return nil }
      value = value * 10 + digit
      position += 1
    }
    return value
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard position < text.endIndex, text[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Decimals of a second: 0 when there is no period, nil when no digit or more than nine follow it.
  mutating func fraction() -> Double? {
    guard skip(".") else { return 0 }
    var (value, scale) = (0, 1)
    while let digit, scale < 1_000_000_000 {
      value = value * 10 + digit
      scale *= 10
      position += 1
    }
    return scale > 1 && digit == nil ? Double(value) / Double(scale) : nil
  }

  /// `Z`, `+08:00` or `-05:30` in seconds east of Greenwich.
  mutating func offset() -> Int? {
    if skip("Z") || skip("z") { return 0 }
    let sign = skip("+") ? 1 : skip("-") ? -1 : 0
    guard sign != 0, let hours = number(2), hours < 24, skip(":"), let minutes = number(2), minutes < 60 else {
      return nil
    }
    return sign * (hours * 3600 + minutes * 60)
  }
}
