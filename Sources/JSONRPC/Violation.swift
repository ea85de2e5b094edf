/// One thing that is wrong with a call's params: where, which rule, and what to do about it.
///
/// A type's `init(from:)` may throw one with an empty path; the decoder fills in where the value stood. Messages never
/// repeat a value, which may be personal data.
public struct Violation: Error, Sendable, Hashable {
  /// Where: `contacts[0].phone`; empty for the params as a whole.
  public var path: String
  /// A stable name of the rule, where JSON Schema has one the same: `maxLength`, `required`.
  public var rule: String
  /// What is expected.
  public var message: LocalizedText

  /// A violation; leave `path` empty where the decoder knows it.
  public init(path: String = "", rule: String, message: LocalizedText) {
    self.path = path
    self.rule = rule
    self.message = message
  }
}
