import JSONRPC
import Operations

/// 工号.
struct StaffNumber: CheckedText {
  let text: String
  init(unchecked text: String) { self.text = text }
  static var pattern: Regex<Substring> { /[0-9A-Za-z\-]{1,20}/ }
  static let rule = "staffNumber"
  static let message = LocalizedText(
    chinese: "工号须为 1 到 20 个字母、数字或连字符", english: "must be 1 to 20 letters, digits or hyphens")
  static let sample = "N0132"
}

/// 职称.
struct StaffTitle: CheckedText {
  let text: String
  init(unchecked text: String) { self.text = text }
  static var pattern: Regex<Substring> { /[^\p{Cc}\s](?:[^\p{Cc}]{0,28}[^\p{Cc}\s])/ }
  static let rule = "staffTitle"
  static let message = LocalizedText(
    chinese: "职称须为 2 到 30 个字符，首尾不能是空格", english: "must be 2 to 30 characters without spaces at the ends")
  static let sample = "主管护师"
}
