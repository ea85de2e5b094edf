import JSONRPC

/// An institution's own rules, ready to be adopted. What a pack asks for beyond rounds comes with the features that it needs.
enum PolicyPack: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
  /// 回访中心工作制度 (000, piece 1): the centre calls everybody within a week; first-call rate 100 %.
  case centre = "P1"
  /// County hospital (002-1): the centre reaches 70 % of the hospital's discharged patients, each ward 40 % of its own, doctors and nurses
  /// both; between day 15 and day 30.
  case county = "P5"

  var name: String {
    switch self {
    case .centre: "回访中心出院一周回访"
    case .county: "县级医院出院回访"
    }
  }

  var rounds: [Round] {
    switch self {
    case .centre:
      [
        Round(
          name: "出院一周回访", level: .centreFollowUp, responsibleRole: .agent, windowFromDay: 1, windowToDay: 7,
          maximumAttempts: 3, retryAfterHours: 4)
      ]
    case .county:
      [
        Round(
          name: "管床医生随访", level: .wardFollowUp, responsibleRole: .wardDoctor, windowFromDay: 15, windowToDay: 30,
          maximumAttempts: 3, retryAfterHours: 4),
        Round(
          name: "责任护士随访", level: .wardFollowUp, responsibleRole: .wardNurse, windowFromDay: 15, windowToDay: 30,
          maximumAttempts: 3, retryAfterHours: 4),
        Round(
          name: "回访办回访", level: .centreFollowUp, responsibleRole: .agent, windowFromDay: 15, windowToDay: 30,
          maximumAttempts: 3, retryAfterHours: 4),
      ]
    }
  }

  /// Stays of at most so many hours get no task.
  var excludedStayHours: Int? {
    switch self {
    case .centre: nil
    case .county: 24
    }
  }
}
