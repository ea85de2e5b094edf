package import JSONRPC

/// Why a person does something that others will ask about: 2 to 200 characters, since two Chinese ones are a reason (回电, 家访). It is kept
/// sealed beside the event.
package struct StatedReason: CheckedText {
  package let text: String
  package init(unchecked text: String) { self.text = text }
  package static var pattern: Regex<Substring> { /[\s\S]{2,200}/ }
  package static let rule = "length"
  package static let message = LocalizedText(
    chinese: "须说明理由（2 到 200 个字符）", english: "must be 2 to 200 characters")
  package static let sample = "患者来电核对地址"

  package static func accepts(_ text: String) -> Bool {
    (2...200).contains(text.count) && text.contains { !$0.isWhitespace }
  }
}
