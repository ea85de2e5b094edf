import JSONRPC

/// 拨打结果: how an attempt ended.
enum Disposition: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
  /// 接通: the follow-up took place.
  case reached
  /// 约定再拨: someone answered and named a better time.
  case promisedRedial
  /// 无人接听, 关机, 停机.
  case noAnswer, poweredOff, suspended
  /// 空号, 号码错误.
  case vacantNumber, wrongNumber
  /// 拒绝回访: recovered, busy, dissatisfied.
  case refusedRecovered, refusedBusy, refusedDissatisfied
  /// 无法沟通.
  case cannotCommunicate
  /// The patient has died: everything stops.
  case deceased

  /// What becomes of the task.
  var effect: Effect {
    switch self {
    case .reached: .completes
    case .promisedRedial: .waitsForPromise
    case .noAnswer, .poweredOff, .suspended, .vacantNumber, .wrongNumber: .triesAgain
    case .refusedRecovered, .refusedBusy, .refusedDissatisfied, .cannotCommunicate: .ends
    case .deceased: .stopsEverything
    }
  }

  /// Whether somebody answered (接通率 counts these).
  var isAnswered: Bool {
    effect != .triesAgain
  }

  /// What the attempt teaches about the number.
  var contactState: String? {
    switch self {
    case .vacantNumber: "vacant"
    case .wrongNumber: "wrong"
    case .noAnswer, .poweredOff, .suspended: nil
    default: "reached"
    }
  }

  enum Effect {
    case completes, waitsForPromise, triesAgain, ends, stopsEverything

    /// What the attempt does to the task.
    var transition: TaskTransition {
      switch self {
      case .completes: .complete
      case .waitsForPromise: .promise
      case .triesAgain: .tryAgain
      case .ends: .giveUp
      case .stopsEverything: .hearOfDeath
      }
    }
  }
}

/// 接听人: who answered.
enum Respondent: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
  case patient, family, guardian, other
}

/// How contact was sought (随访方式).
enum Channel: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
  case phone, visit, revisit, text, letter
}

/// Why a task ended without a follow-up record (未回访原因).
package enum NotFollowedUpReason: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
  case noNumber, noAnswer, poweredOff, suspended, vacantNumber, wrongNumber
  case refusedRecovered, refusedBusy, refusedDissatisfied, cannotCommunicate, deceased, other
  /// The window passed while a death stood that was taken back later: only the service says so.
  case deathWithdrawn
  /// Only of tasks that are left out of follow-up: an unsettled dispute, 清理出院, a later stay's plan in place of this one.
  case dispute, administrativeDischarge, superseded
}
