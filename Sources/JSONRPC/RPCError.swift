/// What a call is answered when it fails: a stable code, a message for people and data for programs.
///
/// Never carries personal data, SQL or a trace.
public struct RPCError: Error, Sendable, Hashable {
  /// The stable code.
  public var code: ErrorCode
  /// What went wrong and what to do; the code's own message unless a better one was given.
  public var message: LocalizedText
  /// What is wrong with the params, each with its path.
  public var violations: [Violation]
  /// Facts by name, such as `permission` for `FORBIDDEN`.
  public var details: [String: ErrorDetail]
  /// How many milliseconds to wait before trying again.
  public var retryAfterMs: Int?

  /// An error; without `message` the code's own is used.
  public init(
    _ code: ErrorCode, message: LocalizedText? = nil, violations: [Violation] = [],
    details: [String: ErrorDetail] = [:], retryAfterMs: Int? = nil
  ) {
    self.code = code
    self.message = message ?? code.message
    self.violations = violations
    self.details = details
    self.retryAfterMs = retryAfterMs
  }
}

/// One fact in `error.data.details`.
public enum ErrorDetail: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  /// A JSON string.
  case text(String)
  /// A JSON integer.
  case number(Int)
  /// JSON that is spliced as it is.
  case json(JSONBytes)

  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }

  /// A number.
  public init(integerLiteral value: Int) { self = .number(value) }
}
