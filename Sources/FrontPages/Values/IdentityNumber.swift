/// A resident identity number 公民身份号码, checked as GB 11643-1999 says; an invalid one is kept, since it may still tell
/// two patients apart.
public struct IdentityNumber: Sendable, Hashable {
  /// How far the number can be trusted.
  public enum State: String, Sendable, Hashable {
    /// Eighteen characters whose birth date exists and whose check character is right.
    case valid
    /// Not a valid resident identity number: mistyped, lost to scientific notation, or another document's number.
    case invalid
  }

  /// The number, `X` in upper case, without spaces.
  public var text: String
  /// How far it can be trusted.
  public var state: State

  /// A number, checked.
  public init(_ text: String) {
    let isClean = text.utf8.allSatisfy { PhoneReading.isDigit($0) || $0 == UInt8(ascii: "X") }
    let cleaned = isClean ? text : text.filter { !$0.isWhitespace }.uppercased()
    self.text = cleaned
    self.state = IdentityNumber.hasValidForm(Array(cleaned.utf8)) ? .valid : .invalid
  }

  /// The birth date inside a valid number.
  public var birthDate: PlainDate? {
    guard state == .valid else { return nil }
    return IdentityNumber.birthDate(Array(text.utf8))
  }

  /// The sex inside a valid number: its 17th digit is odd for men.
  public var sex: Sex? {
    guard state == .valid, let digit = Array(text.utf8).dropLast().last else { return nil }
    return digit % 2 == 1 ? .male : .female
  }

  /// The check character for seventeen digits: ISO 7064 MOD 11-2.
  static func checkCharacter(_ digits: some Collection<UInt8>) -> UInt8 {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits, weights).reduce(0) { $0 + Int($1.0 & 0x0F) * $1.1 }
    return Array("10X98765432".utf8)[sum % 11]
  }

  private static func hasValidForm(_ bytes: [UInt8]) -> Bool {
    guard bytes.count == 18, bytes.prefix(17).allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return false }
    return birthDate(bytes) != nil && checkCharacter(bytes.prefix(17)) == bytes[17]
  }

  private static func birthDate(_ bytes: [UInt8]) -> PlainDate? {
    let digits = bytes[6..<14].map { Int($0) - 0x30 }
    return PlainDate(
      year: digits[0..<4].reduce(0) { $0 * 10 + $1 }, month: digits[4] * 10 + digits[5],
      day: digits[6] * 10 + digits[7])
  }
}
