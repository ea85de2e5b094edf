public import FoundationEssentials

/// A second factor: time-based one-time codes of RFC 6238 (HMAC-SHA1, 6 digits, 30 seconds), which every authenticator
/// application understands.
public struct OneTimeCode: Sendable {
  /// Seconds for which a code is shown.
  public static let period: Int64 = 30

  private let key: SecretBytes

  /// A fresh secret of 20 bytes, the length RFC 4226 recommends.
  public static func generate() -> OneTimeCode {
    OneTimeCode(SecretBytes(random: 20))
  }

  /// A stored secret, opened; at least 16 bytes (RFC 4226, R6), else nil.
  public init?(secret: [UInt8]) {
    guard secret.count >= 16 else { return nil }
    self.init(SecretBytes(copying: secret))
  }

  /// A secret as people type it: Base32 in either case, with or without spaces and padding; nil when it is none.
  public init?(base32 text: String) {
    let symbols = text.uppercased().utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "=") }
    guard let secret = BaseEncoding.base32.decode(symbols) else { return nil }
    self.init(secret: secret)
  }

  private init(_ key: SecretBytes) {
    self.key = key
  }

  /// The secret's bytes, on their way to being sealed; they go nowhere else.
  public var secret: [UInt8] { key.copied() }

  /// The secret in Base32 without padding (RFC 4648), for typing into an authenticator: shown once.
  public var base32: String { BaseEncoding.base32.text(key.copied()) }

  /// The `otpauth://` address that a QR code carries; `issuer` is the service, `account` the user name.
  public func uri(issuer: String, account: String) -> String {
    let issuer = Self.percentEncoded(issuer)
    return "otpauth://totp/\(issuer):\(Self.percentEncoded(account))?secret=\(base32)&issuer=\(issuer)"
      + "&algorithm=SHA1&digits=6&period=\(Self.period)"
  }

  /// The number of the 30-second step in which a moment lies.
  public static func step(at date: Date) -> Int64 {
    Int64((date.timeIntervalSince1970 / Double(period)).rounded(.down))
  }

  /// The code that authenticators show at a moment.
  public func code(at date: Date) -> String {
    code(step: Self.step(at: date))
  }

  /// The step of a right code, or nil when it is wrong, too old, or used before.
  ///
  /// One step before and after are accepted for clocks that differ. Store the step and give it as `lastUsedStep` next
  /// time: a code is for one use (RFC 6238, 5.2), so neither it nor an earlier one is accepted again. Spaces and
  /// full-width digits are understood. Limiting the number of tries is the caller's.
  public func verify(code: String, at date: Date, lastUsedStep: Int64?) -> Int64? {
    let typed = Array(String(String.UnicodeScalarView(code.unicodeScalars.map(\.narrowed).filter { !$0.isSpace })).utf8)
    let now = Self.step(at: date)
    var found: Int64?
    // Every step is tried, so that the time doesn't tell which one fits.
    for step in now - 1...now + 1 where Digest.equal(typed, Array(self.code(step: step).utf8)) {
      if found == nil, lastUsedStep.map({ step > $0 }) ?? true { found = step }
    }
    return found
  }

  /// RFC 4226's HOTP value for a counter.
  func code(step: Int64) -> String {
    let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
    var key = key.copied()
    defer { wipe(&key) }
    let code = Digest.hmacSHA1(counter, key: key)
    let offset = Int(code[19] & 0xF)
    let number = code[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let digits = String(number % 1_000_000)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }

  private static func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return text.utf8.map { byte in
      let character = Character(Unicode.Scalar(byte))
      let isUnreserved = character.isASCII && (character.isLetter || character.isNumber || "-._~".contains(character))
      return isUnreserved ? String(character) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }.joined()
  }
}
