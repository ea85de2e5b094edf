import JSONRPC

/// A text that a person typed, checked when it is decoded: the caller gets the field, the rule and the remedy.
protocol CheckedText: Codable, Sendable, Hashable, JSONSchemaProviding, ExpressibleByStringLiteral {
  var text: String { get }
  init(unchecked text: String)
  static var pattern: Regex<Substring> { get }
  static var rule: String { get }
  static var message: LocalizedText { get }
  static var sample: String { get }
}

extension CheckedText {
  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard text.wholeMatch(of: Self.pattern) != nil else { throw Violation(rule: Self.rule, message: Self.message) }
    self.init(unchecked: text)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// A literal in the program, which is right by reading it.
  init(stringLiteral text: String) {
    self.init(unchecked: text)
  }

  static var jsonSchema: JSONSchema {
    .string(description: message.english, examples: [sample])
  }
}

/// A name of 2 to 60 characters without control characters.
struct Name: CheckedText {
  let text: String
  init(unchecked text: String) { self.text = text }
  static var pattern: Regex<Substring> { /[^\p{Cc}\s](?:[^\p{Cc}]{0,58}[^\p{Cc}\s])/ }
  static let rule = "name"
  static let message = LocalizedText(
    chinese: "名称须为 2 到 60 个字符，首尾不能是空格", english: "must be 2 to 60 characters without spaces at the ends")
  static let sample = "心血管内科"
}

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
