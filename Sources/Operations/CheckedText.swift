package import JSONRPC

/// A text that a person typed, checked when it is decoded: the caller gets the field, the rule and the remedy.
package protocol CheckedText: Codable, Sendable, Hashable, JSONSchemaProviding, ExpressibleByStringLiteral {
  /// As it was typed.
  var text: String { get }
  /// A text that has been checked, or is known to be right.
  init(unchecked text: String)
  /// What the whole text must match.
  static var pattern: Regex<Substring> { get }
  /// The rule's stable name in errors.
  static var rule: String { get }
  /// What is expected, in words.
  static var message: LocalizedText { get }
  /// A right one, for the API's document.
  static var sample: String { get }
  /// Whether it is right beyond its pattern, as by a check character.
  static func accepts(_ text: String) -> Bool
}

extension CheckedText {
  package static func accepts(_ text: String) -> Bool { text.wholeMatch(of: pattern) != nil }

  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard Self.accepts(text) else { throw Violation(rule: Self.rule, message: Self.message) }
    self.init(unchecked: text)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// A literal in the program, which is right by reading it.
  package init(stringLiteral text: String) {
    self.init(unchecked: text)
  }

  package static var jsonSchema: JSONSchema {
    .string(description: message.english, examples: [sample])
  }
}

/// A name of 2 to 60 characters without control characters.
package struct Name: CheckedText {
  package let text: String
  package init(unchecked text: String) { self.text = text }
  package static var pattern: Regex<Substring> { /[^\p{Cc}\s](?:[^\p{Cc}]{0,58}[^\p{Cc}\s])/ }
  package static let rule = "name"
  package static let message = LocalizedText(
    chinese: "名称须为 2 到 60 个字符，首尾不能是空格", english: "must be 2 to 60 characters without spaces at the ends")
  package static let sample = "心血管内科"
}
