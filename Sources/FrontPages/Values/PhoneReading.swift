/// Reads telephone numbers as people type them and spreadsheets damage them.
enum PhoneReading {
  /// The first number of a field that can be dialled, else what stands there, and the further ones that can.
  static func read(_ text: String) -> (number: PhoneNumber, further: [PhoneNumber], isSeveral: Bool) {
    if isPlainMobile(text.utf8) { return (PhoneNumber(text: text, usability: .usable), [], false) }
    let parts = split(halfWidth(text))
    let judged = parts.map { judge($0, original: text) }
    var usable: [PhoneNumber] = []
    for number in judged where number.isUsable && !usable.contains(number) { usable.append(number) }
    if let first = usable.first {
      return (first, Array(usable.dropFirst()), usable.count > 1 || usable.count < judged.count)
    }
    return (judged.first ?? PhoneNumber(text: text, usability: .unusable(.notANumber)), [], false)
  }

  /// Whether the digits are a mainland mobile number.
  static func isMobile(_ digits: [UInt8]) -> Bool {
    digits.count == 11 && digits[0] == 0x31 && digits[1] >= 0x33 && digits[1] <= 0x39
  }

  /// What most fields hold, told without further work.
  private static func isPlainMobile(_ bytes: String.UTF8View) -> Bool {
    guard bytes.count == 11, bytes.allSatisfy(isDigit), bytes.first == 0x31 else { return false }
    return bytes.dropFirst().first.map { $0 >= 0x33 } == true
  }

  private static func judge(_ bytes: [UInt8], original: String) -> PhoneNumber {
    func unusable(_ defect: PhoneNumber.Defect) -> PhoneNumber {
      PhoneNumber(text: original, usability: .unusable(defect))
    }
    if isScientific(bytes) { return unusable(.scientificNotation) }
    guard let number = Digits(bytes) else { return unusable(.notANumber) }
    if number.isForeign {
      return (7...15).contains(number.digits.count)
        ? PhoneNumber(text: "+" + number.text, usability: .usable) : unusable(.wrongLength)
    }
    if number.digits.count > 4, number.digits.allSatisfy({ $0 == number.digits[0] }) { return unusable(.placeholder) }
    for candidate in [number, number.withExtensionSplitOff(bytes)] {
      if let candidate, isDialable(candidate.digits) { return PhoneNumber(text: candidate.text, usability: .usable) }
    }
    return unusable(.wrongLength)
  }

  /// Mobile; area code (0 and two or three digits) with seven or eight digits; local number; 400 and 800 numbers.
  private static func isDialable(_ digits: [UInt8]) -> Bool {
    switch digits.first {
    case 0x30: return (10...12).contains(digits.count) && digits[1] != 0x30
    case 0x31: return isMobile(digits)
    default:
      if digits.count == 10 { return digits.starts(with: Array("400".utf8)) || digits.starts(with: Array("800".utf8)) }
      return digits.count == 7 || digits.count == 8
    }
  }

  /// `1.38E+10`: a digit, perhaps a fraction, E and an exponent.
  static func isScientific(_ bytes: [UInt8]) -> Bool {
    guard let mark = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }), mark > 0 else { return false }
    let exponent = bytes[(mark + 1)...].drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
    return !exponent.isEmpty && exponent.allSatisfy(isDigit)
      && bytes[..<mark].allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") } && isDigit(bytes[0])
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Several numbers, and words beside a number (儿子), stand apart by a comma, slash, semicolon or anything that is in no
  /// number; by a space only when both sides are long enough. Parts without a digit are left out.
  private static func split(_ bytes: [UInt8]) -> [[UInt8]] {
    let parts = bytes.split { ",;:/|?".utf8.contains($0) }.map(Array.init).filter { $0.contains(where: isDigit) }
    guard parts.count == 1 else { return parts }
    let words = parts[0].split(separator: 0x20).map(Array.init)
    return words.count > 1 && words.allSatisfy({ $0.count(where: isDigit) >= 7 }) ? words : parts
  }

  /// The text's bytes with full-width digits and marks in their ASCII form; other characters become `?`.
  private static func halfWidth(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { scalar in
      switch scalar.value {
      case 0x20...0x7E: UInt8(scalar.value)
      case 0xFF01...0xFF5E: UInt8(scalar.value - 0xFEE0)
      case 0x2010...0x2015, 0x2212: UInt8(ascii: "-")
      case 0x3001, 0x3002: UInt8(ascii: ",")
      case 0x3000, 0xA0: 0x20
      case 0x8F6C: UInt8(ascii: "#")  // 转, an extension
      default: UInt8(ascii: "?")
      }
    }
  }
}

/// A number's digits, apart from its country code and extension.
private struct Digits {
  var digits: [UInt8] = []
  var plainExtension: [UInt8] = []
  var isForeign = false

  /// The digits, an extension after `#`.
  var text: String {
    String(decoding: plainExtension.isEmpty ? digits : digits + [UInt8(ascii: "#")] + plainExtension, as: UTF8.self)
  }

  /// Nil when anything but digits and the marks between them is there, or no digit.
  init?(_ bytes: [UInt8]) {
    var body = bytes[...]
    let whole = body.prefix { $0 != UInt8(ascii: ".") }
    let fraction = body.dropFirst(whole.count + 1)
    if whole.count >= 7, !fraction.isEmpty, fraction.allSatisfy({ $0 == 0x30 }) { body = whole }
    if let mark = body.lastIndex(of: UInt8(ascii: "#")) {
      plainExtension = body[(mark + 1)...].filter(PhoneReading.isDigit)
      body = body[..<mark]
    }
    for byte in body where !PhoneReading.isDigit(byte) {
      guard " -()+.".utf8.contains(byte) else { return nil }
    }
    digits = body.filter(PhoneReading.isDigit)
    guard !digits.isEmpty else { return nil }
    dropCountryCode(hasPlus: body.first == UInt8(ascii: "+"))
    // The 0 that was once dialled before a mobile number of another place.
    if digits.count == 12, digits[0] == 0x30, PhoneReading.isMobile(Array(digits.dropFirst())) { digits.removeFirst() }
  }

  /// The number when what follows its last hyphen is an extension: 0551-62345678-801.
  func withExtensionSplitOff(_ bytes: [UInt8]) -> Digits? {
    guard plainExtension.isEmpty, let hyphen = bytes.lastIndex(of: UInt8(ascii: "-")) else { return nil }
    let last = bytes[(hyphen + 1)...].filter(PhoneReading.isDigit)
    guard (1...5).contains(last.count) else { return nil }
    return Digits(Array(bytes[..<hyphen]) + [UInt8(ascii: "#")] + last)
  }

  private mutating func dropCountryCode(hasPlus: Bool) {
    let isLong = digits.count > 11
    if digits.starts(with: Array("0086".utf8)), digits.count > 12 {
      digits.removeFirst(4)
    } else if digits.starts(with: Array("86".utf8)), hasPlus || isLong {
      digits.removeFirst(2)
      // +86 10 …: within the country the area code is dialled with its 0.
      if digits.first != 0x31 || !PhoneReading.isMobile(digits), digits.first != 0x30, digits.count >= 10 {
        digits.insert(0x30, at: 0)
      }
    } else if hasPlus {
      isForeign = true
    }
  }
}
