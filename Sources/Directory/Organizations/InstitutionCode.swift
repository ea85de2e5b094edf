import JSONRPC
import Operations

/// A hospital's institution code: eight characters, a hyphen, a check character (GB 11714), as on the front page.
///
/// It stands in user names and is never changed, so a slip of the hand must not get in.
struct InstitutionCode: CheckedText {
  let text: String
  init(unchecked text: String) { self.text = text }
  static var pattern: Regex<Substring> { /[0-9A-Z]{8}-[0-9X]/ }
  static let rule = "institutionCode"
  static let message = LocalizedText(
    chinese: "组织机构代码须形如 49557184-0，且末位校验码正确（GB 11714）",
    english: "must look like 49557184-0, its last character being the check character of GB 11714")
  static let sample = "49557184-0"

  static func accepts(_ text: String) -> Bool {
    guard text.wholeMatch(of: pattern) != nil else { return false }
    // Codes that health administrations gave to institutions without one of their own follow other rules.
    return text.hasPrefix("PDY") || text.last == checkCharacter(text.prefix(8))
  }

  /// The character behind the hyphen: weights 3 7 9 10 5 8 4 2 modulo 11; 10 is X, 11 is 0.
  private static func checkCharacter(_ body: Substring) -> Character? {
    let weights = [3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(body, weights).reduce(0) { sum, pair in sum + (pair.0.base36 ?? 0) * pair.1 }
    return switch 11 - sum % 11 {
    case 10: "X"
    case 11: "0"
    case let digit: Character(String(digit))
    }
  }
}

extension Character {
  /// 0 to 9 for digits, 10 to 35 for capital letters.
  fileprivate var base36: Int? {
    guard let ascii = asciiValue else { return nil }
    return isNumber ? Int(ascii) - 48 : Int(ascii) - 55
  }
}
