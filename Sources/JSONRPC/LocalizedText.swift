/// A text in both languages, so that an error can be made before anybody knows who reads it.
public struct LocalizedText: Sendable, Hashable {
  /// Simplified Chinese.
  public var chinese: String
  /// English.
  public var english: String

  /// A text in both languages.
  public init(chinese: String, english: String) {
    self.chinese = chinese
    self.english = english
  }

  /// The text in one language.
  public func callAsFunction(_ language: Language) -> String {
    switch language {
    case .chinese: chinese
    case .english: english
    }
  }
}
