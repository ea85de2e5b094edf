import JSONRPC
import Operations

/// 统一社会信用代码: eighteen characters, the last one a check character (GB 32100). The ninth to seventeenth are the institution's code.
struct UnifiedCode: CheckedText {
  let text: String
  init(unchecked text: String) { self.text = text }
  static var pattern: Regex<Substring> { /[0-9A-HJ-NPQRTUWXY]{18}/ }
  static let rule = "unifiedCode"
  static let message = LocalizedText(
    chinese: "统一社会信用代码须为 18 位，且末位校验码正确（GB 32100）",
    english: "must be 18 characters, the last one being the check character of GB 32100")
  static let sample = "12370800495571840X"

  private static let characters = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
  private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

  static func accepts(_ text: String) -> Bool {
    guard text.wholeMatch(of: pattern) != nil else { return false }
    let sum = zip(text, weights).reduce(0) { sum, pair in
      sum + (characters.firstIndex(of: pair.0) ?? 0) * pair.1
    }
    return text.last == characters[(31 - sum % 31) % 31]
  }

  /// Whether it is the unified code of the institution with this code.
  func isOf(_ code: String) -> Bool {
    code.hasPrefix("PDY") || text.dropFirst(8).prefix(9) == code.prefix(8) + code.suffix(1)
  }

  static let ofAnother = LocalizedText(
    chinese: "统一社会信用代码第 9 至 17 位须与组织机构代码一致",
    english: "its ninth to seventeenth characters must be the institution code")
}

/// 医疗机构执业许可证登记号.
struct RegistrationNumber: CheckedText {
  let text: String
  init(unchecked text: String) { self.text = text }
  static var pattern: Regex<Substring> { /[0-9A-Z][0-9A-Z\-]{7,28}[0-9A-Z]/ }
  static let rule = "registrationNumber"
  static let message = LocalizedText(
    chinese: "医疗机构登记号须为 9 到 30 个大写字母、数字或连字符", english: "must be 9 to 30 capital letters, digits or hyphens")
  static let sample = "49557184037080011A1001"
}
