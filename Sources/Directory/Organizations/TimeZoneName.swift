import JSONRPC
import Operations

/// In which time zone an organization's days begin. Whether there is such a one, the database knows.
struct TimeZoneName: CheckedText {
  let text: String
  init(unchecked text: String) { self.text = text }
  static var pattern: Regex<Substring> { /[A-Za-z][A-Za-z0-9_+\-]{1,30}(?:\/[A-Za-z0-9_+\-]{1,30}){0,2}/ }
  static let rule = "timeZoneName"
  static let message = LocalizedText(
    chinese: "时区须用 IANA 名称，如 Asia/Shanghai", english: "must be the name of an IANA time zone, such as Asia/Shanghai")
  static let sample = "Asia/Shanghai"
}
