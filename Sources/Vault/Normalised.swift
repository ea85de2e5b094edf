/// One spelling for texts that mean the same, so that equal things have equal blind indexes.
public enum Normalised {
  /// A name in composed form, full-width letters narrowed, without outer spaces; inner spaces collapsed to one, and
  /// dropped beside an ideograph (张　三 is 张三); every middle dot as `·`, without spaces around it.
  public static func name(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var spaceWaits = false
    for scalar in text.canonicalForm.unicodeScalars.lazy.map({ middleDots.contains($0) ? "·" : $0.narrowed }) {
      if scalar.isSpace {
        spaceWaits = true
        continue
      }
      if spaceWaits, let last = result.last, !standsAlone(last), !standsAlone(scalar) { result.append(" ") }
      spaceWaits = false
      result.append(scalar)
    }
    return String(result)
  }

  /// A telephone number's digits, without the country's prefix (+86, 0086, 86) or the old trunk 0 before an 11-digit
  /// mobile number. Landlines keep their area code.
  public static func phone(_ text: String) -> String {
    String(decoding: phoneDigits(text), as: UTF8.self)
  }

  /// The last four digits of a telephone number, or nil when it has fewer.
  public static func lastFour(ofPhone text: String) -> String? {
    let digits = phoneDigits(text)
    return digits.count < 4 ? nil : String(decoding: digits.suffix(4), as: UTF8.self)
  }

  /// A document's number without spaces, letters upper-case (the check character is X) and narrow.
  public static func identityNumber(_ text: String) -> String { compact(text) }

  /// A record number 病案号 without spaces, letters upper-case and narrow; leading zeros mean something and stay.
  public static func recordNumber(_ text: String) -> String { compact(text) }

  private static func phoneDigits(_ text: String) -> ArraySlice<UInt8> {
    let digits = text.unicodeScalars.compactMap { $0.narrowed.isDigit ? UInt8($0.narrowed.value) : nil }
    for prefix in prefixes where digits.starts(with: prefix) {
      let rest = digits.dropFirst(prefix.count)
      if isMobile(rest) { return rest }
    }
    return digits[...]
  }

  private static let prefixes = ["0086", "86", "0"].map { Array($0.utf8) }

  /// Whether digits are a mobile number of the mainland: eleven, beginning with 13 to 19.
  private static func isMobile(_ digits: ArraySlice<UInt8>) -> Bool {
    digits.count == 11 && digits.first == UInt8(ascii: "1") && digits[digits.startIndex + 1] >= UInt8(ascii: "3")
  }

  private static func compact(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.canonicalForm.unicodeScalars.lazy.map(\.narrowed) where !scalar.isSpace {
      let isLowerCase = ("a"..."z").contains(scalar)
      result.append(isLowerCase ? Unicode.Scalar(UInt8(scalar.value) - 32) : scalar)
    }
    return String(result)
  }

  private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "·" || scalar.properties.isIdeographic
  }

  /// Interpunct, bullet, hyphenation point, katakana middle dots, dot operator, bullet operator, one-dot leader, small
  /// circle-like dots: what keyboards and old systems put between the parts of a name.
  private static let middleDots: Set<Unicode.Scalar> = [
    "\u{B7}", "\u{2022}", "\u{2027}", "\u{30FB}", "\u{FF65}", "\u{22C5}", "\u{2219}", "\u{2024}", "\u{25CF}",
    "\u{FF0E}", "\u{387}",
  ]
}
