import FoundationEssentials

/// A call as somebody of the demo records it.
struct DemoCall: Sendable {
  /// What the call brought.
  struct Record: Encodable, Sendable {
    let condition: String
    let medication: String
    let satisfaction: String
    var guidance: String?
    var problems: String?
  }

  /// The parameters of `followup.attempt.record`.
  struct Attempt: Encodable, Sendable {
    let taskId: String
    let disposition: String
    let respondent: String?
    let promisedAt: Date?
    let note: String?
    let record: Record?
  }

  let disposition: String
  var respondent: String?
  var note: String?
  var record: Record?

  func attempt(at task: String, promisedAt: Date) -> Attempt {
    Attempt(
      taskId: task, disposition: disposition, respondent: respondent,
      promisedAt: disposition == "promisedRedial" ? promisedAt : nil, note: note, record: record)
  }

  /// A caller's morning.
  static let today = [
    DemoCall(
      disposition: "reached", respondent: "family",
      record: Record(
        condition: "improving", medication: "asPrescribed", satisfaction: "satisfied", guidance: "已指导低盐饮食、按时服药，一周后门诊复查")
    ),
    DemoCall(
      disposition: "reached", respondent: "family",
      record: Record(
        condition: "unchanged", medication: "partly", satisfaction: "neutral", guidance: "逐一核对出院带药，讲明漏服后怎样补服",
        problems: "出院带药还剩三天，问在社区能否续开；反映出院当天结算排队久")),
    DemoCall(disposition: "wrongNumber", note: "接听人说不认识患者，请病区核对号码"),
    DemoCall(disposition: "promisedRedial", respondent: "family", note: "在上班，请明天这个时候再打"),
    DemoCall(disposition: "noAnswer"),
    DemoCall(
      disposition: "reached", respondent: "family",
      record: Record(
        condition: "recovered", medication: "none", satisfaction: "verySatisfied", guidance: "伤口和饮食已宣教，不适随诊",
        problems: "想表扬责任护士，讲解耐心")),
  ]
}

/// What differs between the demo's hospitals in their daily work.
struct DemoDiseases: Sendable {
  /// An entry of a list of special diseases.
  struct Entry: Encodable, Sendable {
    let kind: String
    let codeFrom: String
    var codeTo: String?
    let label: String
  }

  let lists: [(name: String, entries: [Entry])]
  /// Of how many patients the ward has asked for a second number of the family.
  let familiesAsked: Int

  static let relatives: [(name: String, relation: String)] = [
    ("王桂兰", "5"), ("李建国", "1"), ("张丽", "3"), ("刘志强", "2"), ("陈秀英", "1"), ("赵永福", "5"), ("孙婷", "7"),
  ]

  private static func diagnosis(_ from: String, _ to: String?, _ label: String) -> Entry {
    Entry(kind: "diagnosis", codeFrom: from, codeTo: to, label: label)
  }

  static let general = DemoDiseases(
    lists: [
      (
        "心脑血管病",
        [
          diagnosis("I20", "I25", "缺血性心脏病"), diagnosis("I60", "I69", "脑血管病"),
          Entry(kind: "operation", codeFrom: "36.0", label: "冠状动脉介入"),
        ]
      ), ("恶性肿瘤", [diagnosis("C00", "C97", "恶性肿瘤")]),
    ], familiesAsked: 4)
  static let maternity = DemoDiseases(
    lists: [("高危孕产妇", [diagnosis("O10", "O16", "妊娠期高血压"), Entry(kind: "operation", codeFrom: "74", label: "剖宫产")])],
    familiesAsked: 4)
  static let specialist = DemoDiseases(
    lists: [
      ("严重精神障碍", [diagnosis("F20", "F29", "精神分裂症谱系")]),
      ("法定传染病", [diagnosis("A15", "A19", "结核病"), diagnosis("B15", "B19", "病毒性肝炎")]),
      ("尘肺", [diagnosis("J60", "J65", "尘肺")]),
    ], familiesAsked: 16)
}
