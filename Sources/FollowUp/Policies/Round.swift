import JSONRPC
import Operations
import SQL

/// Who makes a round's contact, and from which distance.
enum FollowUpLevel: String, Codable, Sendable, CaseIterable, JSONSchemaProviding, SQLDecodable {
  /// 一级随访, by the ward.
  case wardFollowUp
  /// 二级回访, by the follow-up centre.
  case centreFollowUp
  /// 三级家访, led by a hospital leader.
  case homeVisit
  /// 抽查回访, a leader's spot check.
  case spotCheck
}

/// The roles that can be responsible for a round.
enum ResponsibleRole: String, Codable, Sendable, CaseIterable, JSONSchemaProviding, SQLDecodable {
  case wardDoctor, wardNurse, agent, leader
}

/// One planned contact of a policy.
struct Round: Codable, Sendable, Described {
  let name: String
  let level: FollowUpLevel
  let responsibleRole: ResponsibleRole
  let windowFromDay: Int
  let windowToDay: Int
  let maximumAttempts: Int
  let retryAfterHours: Int

  static let descriptions = [
    "name": "The round's name on the worklist",
    "level": "wardFollowUp, centreFollowUp, homeVisit or spotCheck",
    "responsibleRole":
      "Whose worklist the tasks stand on: the ward's for wardDoctor and wardNurse, else the follow-up centre's",
    "windowFromDay": "First day of the window, counted from the day of discharge, which is day 0",
    "windowToDay": "Last day of the window; after it a task is overdue",
    "maximumAttempts": "After so many unanswered attempts the task ends as not followed up",
    "retryAfterHours": "How long an unanswered task rests before it is offered again",
  ]

  static let sample = Round(
    name: "首次回访", level: .centreFollowUp, responsibleRole: .agent, windowFromDay: 1, windowToDay: 7, maximumAttempts: 3,
    retryAfterHours: 4)
}
