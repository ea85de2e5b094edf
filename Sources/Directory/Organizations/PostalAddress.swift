import JSONRPC
import Operations

/// Where a campus is.
struct PostalAddress: CheckedText {
  let text: String
  init(unchecked text: String) { self.text = text }
  static var pattern: Regex<Substring> { /[^\p{Cc}\s](?:[^\p{Cc}]{0,118}[^\p{Cc}\s])/ }
  static let rule = "postalAddress"
  static let message = LocalizedText(
    chinese: "地址须为 2 到 120 个字符，首尾不能是空格", english: "must be 2 to 120 characters without spaces at the ends")
  static let sample = "泗河市东城区健康路 1 号"
}
