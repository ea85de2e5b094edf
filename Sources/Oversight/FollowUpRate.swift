import FollowUp
import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// The follow-up rate (回访率): of the discharges that a policy asks to be followed up, how many were tried, reached, completed, and why the
/// others were not.
struct FollowUpRate: PipelinedQuery {
  static let name: StaticString = "report.followUpRate"
  static let summary: StaticString =
    "Follow-up and contact rates with their counts, by hospital, department, round or month"
  static let access = Access.requires(.reportRead)
  static let audit = AuditRule.personal("reporting")

  let from: CalendarDay
  let to: CalendarDay
  var by: Grouping?
  var departmentId: UUID?

  /// What the figures are given for.
  enum Grouping: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
    case hospital, department, round, month
  }

  static let descriptions = [
    "from": "First day of discharge",
    "to": "Last day of discharge; at most three years after the first",
    "by": "hospital (when left out), department, round or month of discharge",
    "departmentId": "One discharging department only",
  ]
  static let example = Example(
    FollowUpRate(from: .sample, to: .sample.adding(days: 30), by: .department, departmentId: nil),
    answers: Output(
      rounding: "halfUp",
      items: [
        Figures(
          key: "0197a2c0-0000-7000-8000-000000000001", name: "心血管内科", discharges: 98, excluded: 3, eligible: 95,
          attempted: 80,
          reached: 70, completed: 68, lost: [LostCount(reason: .noAnswer, count: 7)], pending: 20)
      ]))

  /// The figures.
  struct Output: Codable, Sendable, Described {
    let rounding: String
    let items: [Figures]
    static let descriptions = [
      "rounding": "How the percentages are rounded: halfUp, two decimals", "items": "A line a group",
    ]
  }

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output> {
    try check()
    let grouping = by ?? .hospital
    return ReadPlan(statement(call, grouping), lane: .report) { rows in
      Output(rounding: "halfUp", items: rows.items)
    }
  }

  private func check() throws(Failure) {
    guard from <= to, from.days(until: to) <= 1100 else {
      throw Failure.violation(
        "to", "range",
        LocalizedText(
          chinese: "结束日不得早于起始日，且跨度不超过三年", english: "must not be before from, and at most three years after it"))
    }
  }
}
