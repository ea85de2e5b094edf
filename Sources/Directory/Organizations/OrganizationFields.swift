import JSONRPC
import Operations

/// GB/T 2260.
struct RegionCode: CheckedText {
  let text: String
  init(unchecked text: String) { self.text = text }
  static var pattern: Regex<Substring> { /[1-9][0-9]{5}/ }
  static let rule = "regionCode"
  static let message = LocalizedText(
    chinese: "行政区划代码须为 6 位数字（GB/T 2260）", english: "must be the six digits of GB/T 2260")
  static let sample = "370800"
}

/// A hospital's institution code: eight characters, a hyphen, a check character, as on the front page.
struct InstitutionCode: CheckedText {
  let text: String
  init(unchecked text: String) { self.text = text }
  static var pattern: Regex<Substring> { /[0-9A-Z]{8}-[0-9X]/ }
  static let rule = "institutionCode"
  static let message = LocalizedText(
    chinese: "组织机构代码须形如 49557184-0", english: "must look like 49557184-0")
  static let sample = "49557184-0"
}

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
