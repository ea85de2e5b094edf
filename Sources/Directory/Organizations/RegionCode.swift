import JSONRPC
import Operations

/// GB/T 2260.
struct RegionCode: CheckedText {
  let text: String
  init(unchecked text: String) { self.text = text }
  /// A province that there is, and below 00 no county.
  static var pattern: Regex<Substring> {
    /(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])(?:0000|(?!00)[0-9]{4})/
  }
  static let rule = "regionCode"
  static let message = LocalizedText(
    chinese: "行政区划代码须为 6 位数字（GB/T 2260），前两位为省级代码，如 370000、370800、370811",
    english: "must be the six digits of GB/T 2260, the first two a province's: 370000, 370800, 370811")
  static let sample = "370800"

  /// What all codes below a region begin with: province ##, city ####, county ######.
  static func prefix(of code: String) -> Substring {
    code.hasSuffix("0000") ? code.prefix(2) : code.hasSuffix("00") ? code.prefix(4) : code[...]
  }
}
