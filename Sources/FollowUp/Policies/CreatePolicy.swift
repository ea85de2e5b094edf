import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Drafts a policy: from a pack, or from rounds of the hospital's own.
struct CreatePolicy: Command {
  static let name: StaticString = "policy.create"
  static let summary: StaticString = "Drafts a follow-up policy from a policy pack or from own rounds"
  static let access = Access.requires(.policyManage)
  static let audit = AuditRule.impersonal("policy")

  var pack: PolicyPack?
  var name: String?
  var rounds: [Round]?
  let dischargedFrom: CalendarDay
  var excludedStayHours: Int?
  var correctionDays: Int?

  static let descriptions = [
    "pack": "P1 (centre calls everybody within a week) or P5 (county hospital, 15 to 30 days); or give rounds",
    "name": "The policy's name; the pack's when left out",
    "rounds": "The rounds, instead of a pack's",
    "dischargedFrom": "Discharges from this day on get tasks",
    "correctionDays": "How many days a ward has to mend a number, 1 to 30; 3 when left out",
    "excludedStayHours": "Stays of at most so many hours get no task; the pack's when left out",
  ]

  /// The draft.
  struct Output: Codable, Sendable, Described {
    let policyId: UUID
    let version: Int
    static let descriptions = ["policyId": "The policy", "version": "The version, to be published"]
  }

  static let example = Example(
    CreatePolicy(
      pack: .county, name: nil, rounds: nil, dischargedFrom: .sample, excludedStayHours: nil, correctionDays: nil),
    answers: Output(policyId: UUID(uuid: (1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 5)), version: 1))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let (rounds, name) = try checked()
    let id = UUID.version7()
    let hours = excludedStayHours ?? pack?.excludedStayHours
    try await transaction.rows(
      """
      insert into followup.policy (
        tenant_id, policy_id, version, name, pack, discharged_from, exclude_stay_hours, correction_days)
      values (\(call.tenant), \(id), 1, \(name), \(pack?.rawValue), \(dischargedFrom), \(hours),
        \(correctionDays.map { Int16($0) }))
      """)
    for (index, round) in rounds.enumerated() {
      try await transaction.rows(
        """
        insert into followup.round (tenant_id, policy_id, version, round_number, name, level, responsible_role,
          window_from_day, window_to_day, maximum_attempts, retry_after_hours)
        values (\(call.tenant), \(id), 1, \(Int16(index + 1)), \(round.name), \(round.level.rawValue),
          \(round.responsibleRole.rawValue), \(round.windowFromDay), \(round.windowToDay), \(Int16(round.maximumAttempts)),
          \(Int16(round.retryAfterHours)))
        """)
    }
    return Audited(Output(policyId: id, version: 1), count: 1)
  }

  private func checked() throws(Failure) -> (rounds: [Round], name: String) {
    guard (pack == nil) != (rounds == nil), let rounds = rounds ?? pack?.rounds else {
      throw Failure.violation(
        "pack", "packOrRounds",
        LocalizedText(chinese: "方案模板与自定轮次须二选一", english: "give either a pack or rounds, not both"))
    }
    guard let name = name ?? pack?.name, (1...60).contains(name.count) else {
      throw Failure.violation(
        "name", "required",
        LocalizedText(
          chinese: "自定方案须有名称（1 到 60 个字符）", english: "a policy of your own needs a name of 1 to 60 characters"))
    }
    guard excludedStayHours.map((1...240).contains) ?? true else {
      throw Failure.violation(
        "excludedStayHours", "range", LocalizedText(chinese: "须在 1 到 240 小时之间", english: "must be 1 to 240 hours"))
    }
    guard correctionDays.map((1...30).contains) ?? true else {
      throw Failure.violation(
        "correctionDays", "range", LocalizedText(chinese: "须在 1 到 30 天之间", english: "must be 1 to 30 days"))
    }
    guard (1...20).contains(rounds.count) else {
      throw Failure.violation(
        "rounds", "count", LocalizedText(chinese: "轮次须为 1 到 20 个", english: "must be 1 to 20 rounds"))
    }
    for (index, round) in rounds.enumerated() {
      try round.check(path: "rounds[\(index)]")
    }
    return (rounds, name)
  }
}

extension Round {
  func check(path: String) throws(Failure) {
    func require(_ condition: Bool, _ field: String, _ chinese: String, _ english: String) throws(Failure) {
      if !condition {
        throw Failure.violation("\(path).\(field)", "range", LocalizedText(chinese: chinese, english: english))
      }
    }
    try require((1...60).contains(name.count), "name", "名称须为 1 到 60 个字符", "must be 1 to 60 characters")
    try require((0...1100).contains(windowFromDay), "windowFromDay", "须在 0 到 1100 天之间", "must be 0 to 1100 days")
    try require(
      (windowFromDay...1100).contains(windowToDay), "windowToDay", "不得早于时间窗开始日，且不超过 1100 天",
      "must not be before windowFromDay, and at most 1100 days")
    try require((1...10).contains(maximumAttempts), "maximumAttempts", "须在 1 到 10 次之间", "must be 1 to 10")
    try require((1...168).contains(retryAfterHours), "retryAfterHours", "须在 1 到 168 小时之间", "must be 1 to 168 hours")
  }
}
