import JSONRPC
import Operations

/// The part of a user name before the @.
struct LocalUsername: CheckedText {
  let text: String
  init(unchecked text: String) { self.text = text }
  static var pattern: Regex<Substring> { /[a-z][a-z0-9._\-]{1,31}/ }
  static let rule = "username"
  static let message = LocalizedText(
    chinese: "用户名须以小写字母开头，由 2 到 32 个小写字母、数字、点、下划线或连字符组成（不含 @ 及其后）",
    english:
      "must begin with a lower-case letter and have 2 to 32 of a–z, 0–9, dot, underscore, hyphen, without the @ and what follows"
  )
  static let sample = "li.min"
}
