import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Records one try at a task: who answered, how it ended, and what was heard. The task moves on in the same transaction.
package struct RecordAttempt: PipelinedCommand {
  static let name: StaticString = "followup.attempt.record"
  static let summary: StaticString = "Records an attempt at a task and moves the task on"
  static let access = Access.requires(.taskWork)
  static let audit = AuditRule.personal("followUp")

  let taskId: UUID
  let disposition: Disposition
  var respondent: Respondent?
  var channel: Channel?
  var contactId: UUID?
  var promisedAt: Date?
  var note: String?
  var record: RecordContent?

  static let descriptions = [
    "taskId": "The task",
    "disposition": "How the attempt ended; reached completes the task",
    "respondent": "Who answered; needed with reached",
    "channel": "phone when left out",
    "contactId":
      "The number that was tried, one of the task's contacts; by phone the first that may be good when left out",
    "promisedAt": "When to call again; with promisedRedial only, at most 60 days ahead",
    "note": "A remark for the next caller, up to 2,000 characters; sealed",
    "record": "What the call brought; needed with reached, not allowed otherwise",
  ]
  static let example = Example(
    RecordAttempt(
      taskId: TaskSummary.sample.taskId, disposition: .reached, respondent: .family, channel: nil, contactId: nil,
      promisedAt: nil,
      note: nil, record: .sample), answers: TaskState.sample)

  typealias Output = TaskState

  func plan(_ call: CallContext) throws(Failure) -> WritePlan<TaskState> {
    try check(call)
    // What reaches beyond the one task holds the patient's row before the task's, as everybody does.
    let isWide = disposition == .deceased || findsNoNumber
    let lock = isWide ? [PatientLock.statement(tenant: call.tenant, patient: TaskState.patient(of: taskId, call))] : []
    // A death stops every call to the patient, whichever department's it is.
    let death =
      disposition == .deceased
      ? try ToldDeath.statements(call, patient: TaskState.patient(of: taskId, call), toldIn: taskId) : []
    return WritePlan(
      before: lock + [OpenTask.guards(call, task: taskId)] + death, steps: steps(call), result: Self.result)
  }

  /// What one field asks of another.
  private func check(_ call: CallContext) throws(Failure) {
    let isReached = disposition == .reached
    try Self.require(
      isReached == (record != nil), "record", "onlyWithReached",
      "接通时须填写回访记录，其他拨打结果不能填写", "is needed with reached, and not allowed with any other disposition")
    try Self.require(
      !isReached || respondent != nil, "respondent", "required", "接通时须注明接听人", "is needed with reached: who answered?")
    try Self.require(
      disposition.isAnswered || respondent == nil, "respondent", "onlyWhenAnswered",
      "无人接听的拨打不能填写接听人", "is not allowed when nobody answered")
    try Self.require(
      (disposition == .promisedRedial) == (promisedAt != nil), "promisedAt", "onlyWithPromisedRedial",
      "约定再拨须填写约定时间，其他拨打结果不能填写", "is needed with promisedRedial, and not allowed otherwise")
    if let promisedAt {
      try Self.require(
        promisedAt > call.now && promisedAt < call.now.addingTimeInterval(60 * 86400), "promisedAt", "range",
        "约定时间须在当前时间之后、60 天之内", "must be in the future, at most 60 days ahead")
    }
    try Self.require(
      (note?.count ?? 0) <= 2000, "note", "maxLength", "备注不能超过 2000 个字符", "must be at most 2,000 characters")
    try record?.check()
  }

  static func require(
    _ condition: Bool, _ path: String, _ rule: String, _ chinese: String, _ english: String
  ) throws(Failure) {
    if !condition { throw Failure.violation(path, rule, LocalizedText(chinese: chinese, english: english)) }
  }
}

/// What a reached call brought.
struct RecordContent: Codable, Sendable, Described {
  let condition: Condition
  let medication: Medication
  var satisfaction: Satisfaction?
  var guidance: String?
  var problems: String?

  /// How the patient is.
  enum Condition: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
    case recovered, improving, unchanged, worse, readmitted
  }

  /// Whether the discharge medicines are taken.
  enum Medication: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
    case asPrescribed, partly, stopped, none
  }

  /// 很满意, 满意, 一般, 不满意, 很不满意.
  enum Satisfaction: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
    case verySatisfied, satisfied, neutral, dissatisfied, veryDissatisfied
  }

  static let descriptions = [
    "condition": "How the patient is: recovered, improving, unchanged, worse or readmitted",
    "medication": "Whether the discharge medicines are taken: asPrescribed, partly, stopped or none (no medicines)",
    "satisfaction": "The patient's overall judgement; left out when not asked",
    "guidance": "What guidance was given, up to 2,000 characters; sealed",
    "problems": "What problems were heard, up to 2,000 characters; sealed",
  ]

  static let sample = RecordContent(
    condition: .improving, medication: .asPrescribed, satisfaction: .satisfied, guidance: "已指导低盐饮食，按时复查", problems: nil)

  func check() throws(Failure) {
    for (path, text) in [("record.guidance", guidance), ("record.problems", problems)] {
      try RecordAttempt.require(
        (text?.count ?? 0) <= 2000, path, "maxLength", "不能超过 2000 个字符", "must be at most 2,000 characters")
    }
  }
}
