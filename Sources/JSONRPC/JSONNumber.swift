/// Integers between their decimal digits and their value.
enum JSONNumber {
  /// The value of an accepted integer's bytes; nil when it doesn't fit the type. `-0` is 0.
  static func integer<I: FixedWidthInteger>(_ type: I.Type, from bytes: ArraySlice<UInt8>) -> I? {
    let isNegative = bytes.first == .minus
    var value: I = 0
    for byte in isNegative ? bytes.dropFirst() : bytes {
      let digit = I(truncatingIfNeeded: byte &- .zero)
      let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
      let (sum, carried) =
        isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
      if overflowed || carried { return nil }
      value = sum
    }
    return value
  }

  /// Appends an integer's decimal digits.
  static func append<I: FixedWidthInteger>(_ value: I, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(.minus) }
    var magnitude = value.magnitude
    let start = bytes.count
    repeat {
      let (quotient, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
      bytes.append(.zero &+ UInt8(truncatingIfNeeded: digit))
      magnitude = quotient
    } while magnitude > 0
    bytes[start...].reverse()
  }
}
