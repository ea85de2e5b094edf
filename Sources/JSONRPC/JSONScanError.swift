/// Why bytes are not the JSON we accept, and where.
///
/// Says a rule and an offset, never the bytes themselves: they may hold personal data.
public struct JSONScanError: Error, Sendable, Hashable {
  /// The byte at which the rule was broken, counted from 0; the length of the input when it ended too early.
  public let offset: Int
  /// The rule that was broken.
  public let rule: Rule

  /// A rule and where it was broken.
  public init(_ rule: Rule, at offset: Int) {
    self.offset = offset
    self.rule = rule
  }

  /// The rules of RFC 8259 and those it leaves to the receiver, which we settle strictly.
  public enum Rule: String, Sendable, Hashable, CaseIterable {
    /// Longer than `JSONLimits.bytes`.
    case tooLong
    /// More containers open than `JSONLimits.depth`.
    case tooDeep
    /// A byte order mark (RFC 8259 §8.1 lets a receiver refuse it).
    case byteOrderMark
    /// Not UTF-8: overlong, a surrogate's code point, above U+10FFFF, or cut off (RFC 3629).
    case invalidUTF8
    /// The input ended inside a value.
    case unexpectedEnd
    /// A byte that can't stand here.
    case unexpectedByte
    /// A comma before a closing bracket.
    case trailingComma
    /// Something after the value.
    case trailingBytes
    /// A number with a leading zero or plus, or without a digit where one is needed.
    case invalidNumber
    /// A backslash followed by something RFC 8259 §7 doesn't name.
    case invalidEscape
    /// A control character written raw in a string.
    case controlCharacter
    /// U+0000 in a string, raw or escaped: PostgreSQL's text can't hold it.
    case nulCharacter
    /// Half of a surrogate pair, which is no character.
    case loneSurrogate
    /// The same member name twice in an object, compared after unescaping.
    case duplicateKey
  }
}
