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
    case "55P03": self.init(.overloaded, retryAfterMs: 200)
    case "40001", "40P01": self.init(.overloaded, retryAfterMs: 50)
    case "25006": self.init(.readOnly, retryAfterMs: 5000)
    case "53100", "53200", "53300": self.init(.overloaded, retryAfterMs: 5000)
    case "57P01", "57P02", "57P03": self.init(.dependencyUnavailable, retryAfterMs: 1000)
    default: self.init(.internalError)
    }
  }

  /// `app.guard` names the rule as `path:rule`; the texts stand in ``GuardText``.
  private static func violations(of detail: String) -> [Violation] {
    guard !detail.isEmpty else { return [] }
    let parts = detail.split(separator: ":", maxSplits: 1).map(String.init)
    let rule = parts.count == 2 ? parts[1] : parts[0]
    guard let text = GuardText.texts[rule] else { return [] }
    return [Violation(path: parts.count == 2 ? parts[0] : "", rule: rule, message: text)]
  }
}

extension LocalizedText {
  static let outcomeUnknown = LocalizedText(
    chinese: "与数据库的连接中断,操作是否完成尚不确定;请用同一 idempotencyKey 重试",
    english:
      "the connection to the database was lost; whether the write took effect is unknown. Repeat it with the same idempotencyKey"
  )
}

/// What the guards inside statements say to people. A guard names its rule; the words stand here.
enum GuardText {
  static let texts: [String: LocalizedText] = [
    "taskClosed": LocalizedText(
      chinese: "该回访任务已结束,不能再登记", english: "the follow-up task is closed; nothing more can be recorded on it"),
    "taskNotYetOpen": LocalizedText(
      chinese: "该回访任务的时间窗尚未开始", english: "the task's window has not opened yet; see opensOn"),
    "claimedByAnother": LocalizedText(
      chinese: "该任务正由其他人员处理",
      english: "another person is working on the task; take the next one or wait until the claim ends"),
    "contactOfPatient": LocalizedText(
      chinese: "该号码不属于此患者", english: "the number is not one of this patient's; see contacts of the task"),
    "versionConflict": LocalizedText(
      chinese: "数据已被他人修改,请刷新后重试", english: "somebody changed it in the meantime; read it again and repeat"),
    "notDraft": LocalizedText(
      chinese: "只有草稿状态的方案可以发布", english: "only a draft can be published"),
    "waitingPeriod": LocalizedText(
      chinese: "终止与删除之间至少间隔 30 天", english: "at least 30 days lie between the end and the removal"),
    "terminated": LocalizedText(
      chinese: "该医院已终止服务", english: "the hospital's contract has ended already"),
    "notTerminated": LocalizedText(
      chinese: "该医院未终止服务,或删除已经开始", english: "the hospital isn't terminated, or its removal has begun"),
    "notYetRemovable": LocalizedText(
      chinese: "未到可删除日期", english: "the day from which the hospital may be removed has not come"),
    "needsSecondFactor": LocalizedText(
      chinese: "该角色要求账号启用动态口令",
      english: "the role needs an account with a one-time code; create the account with secondFactor"),
  ]
}
