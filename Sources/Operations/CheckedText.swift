public import JSONRPC

/// A text that a person typed, checked when it is decoded: the caller gets the field, the rule and the remedy.
public protocol CheckedText: Codable, Sendable, Hashable, JSONSchemaProviding, ExpressibleByStringLiteral {
  var text: String { get }
  init(unchecked text: String)
  static var pattern: Regex<Substring> { get }
  static var rule: String { get }
  static var message: LocalizedText { get }
  static var sample: String { get }
  /// Whether it is right beyond its pattern, as by a check character.
  static func accepts(_ text: String) -> Bool
}

extension CheckedText {
  public static func accepts(_ text: String) -> Bool { text.wholeMatch(of: pattern) != nil }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard Self.accepts(text) else { throw Violation(rule: Self.rule, message: Self.message) }
    self.init(unchecked: text)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// A literal in the program, which is right by reading it.
  public init(stringLiteral text: String) {
    self.init(unchecked: text)
  }

  public static var jsonSchema: JSONSchema {
    .string(description: message.english, examples: [sample])
  }
}

/// A name of 2 to 60 characters without control characters.
public struct Name: CheckedText {
  public let text: String
  public init(unchecked text: String) { self.text = text }
  public static var pattern: Regex<Substring> { /[^\p{Cc}\s](?:[^\p{Cc}]{0,58}[^\p{Cc}\s])/ }
  public static let rule = "name"
  public static let message = LocalizedText(
    chinese: "名称须为 2 到 60 个字符，首尾不能是空格", english: "must be 2 to 60 characters without spaces at the ends")
  public static let sample = "心血管内科"
}
