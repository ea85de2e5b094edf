public import JSONRPC
public import Postgres

extension RPCError {
  /// One parameter broke one rule.
  public static func violation(_ path: String, _ rule: String, _ message: LocalizedText) -> RPCError {
    RPCError(.invalidParams, violations: [Violation(path: path, rule: rule, message: message)])
  }

  /// A rule of the field forbids it, though the parameters are well formed.
  public static func rule(_ path: String, _ rule: String, _ message: LocalizedText) -> RPCError {
    RPCError(.ruleViolation, violations: [Violation(path: path, rule: rule, message: message)])
  }

  /// What the database said, without its words: they may hold personal data.
  public init(database error: DatabaseError) {
    switch error.kind {
    case .overloaded: self.init(.overloaded, retryAfterMs: 200)
    case .deadlineExceeded: self.init(.deadlineExceeded)
    case .cancelled: self.init(.cancelled)
    case .unavailable, .connectionLost: self.init(.dependencyUnavailable, retryAfterMs: 1000)
    case .outcomeUnknown:
      self.init(.dependencyUnavailable, message: .outcomeUnknown, retryAfterMs: 500)
    case .protocolViolation: self.init(.internalError)
    case .server where error.constraint == "idempotency_key":
      self.init(.idempotencyInProgress, retryAfterMs: 200)
    case .server: self.init(sqlState: error.sqlState ?? "", raised: error.raised)
    }
  }

  private init(sqlState: String, raised: DatabaseError.RaisedDetail?) {
    switch sqlState {
    case "HF001":
      let code = ErrorCode(rawValue: raised?.message ?? "") ?? .internalError
      self.init(code, violations: Self.violations(of: raised?.detail ?? ""))
    case "HF003": self.init(.credentialExpired)
    case "HF004": self.init(.unauthenticated)
    case "23505": self.init(.alreadyExists)
    case "57014": self.init(.deadlineExceeded)
    case "55P03": self.init(.overloaded, details: ["reason": Self.locked], retryAfterMs: 200)
    case "40001", "40P01": self.init(.overloaded, retryAfterMs: 50)
    case "25006": self.init(.readOnly, retryAfterMs: 5000)
    case "53100", "53200", "53300": self.init(.overloaded, retryAfterMs: 5000)
    case "57P01", "57P02", "57P03": self.init(.dependencyUnavailable, retryAfterMs: 1000)
    default: self.init(.internalError)
    }
  }

  private static let locked: ErrorDetail = "locked"

  /// Whether another transaction held for too long what the call needs.
  var isLocked: Bool { code == .overloaded && details["reason"] == Self.locked }

  /// `app.guard` names the rule as `path:rule`; the dispatcher finds its words in the registry.
  private static func violations(of detail: String) -> [Violation] {
    guard !detail.isEmpty else { return [] }
    let parts = detail.split(separator: ":", maxSplits: 1).map(String.init)
    let rule = parts.count == 2 ? parts[1] : parts[0]
    return [Violation(path: parts.count == 2 ? parts[0] : "", rule: rule, message: .unworded)]
  }
}

extension LocalizedText {
  /// A rule that has not met its words yet.
  static let unworded = LocalizedText(chinese: "", english: "")

  static let outcomeUnknown = LocalizedText(
    chinese: "与数据库的连接中断，操作是否完成尚不确定；请用同一 idempotencyKey 重试",
    english:
      "the connection to the database was lost; whether the write took effect is unknown. Repeat it with the same idempotencyKey"
  )
}
