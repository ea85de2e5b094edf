import SQL

/// Where a task stands. Somebody's claim lies over it: a task in progress has the place to which it goes back when it is given back, and an
/// expired claim counts as given back.
///
/// The column `state` says `inProgress` while a task is claimed and `resumes` its standing then; otherwise `state` is the standing. The
/// outcomes of ended tasks stand in `outcome`.
enum TaskStanding: String, Sendable, CaseIterable {
  /// Nothing keeps it from being called once its window has opened.
  case due
  /// Not before a moment: after an unanswered call (`retry`), or promised (`promised`; `lastPromise` when a later stay's plan has taken its
  /// place: the promise is kept, and nothing is tried after it).
  case resting
  /// The ward is asked for a number.
  case waitingForNumber
  /// A hold 暂缓 stands over it.
  case held
  /// A later stay's plan has taken its place while somebody has it in hand. Only of claimed tasks: given back it ends.
  case superseded
  /// Ended with a follow-up record.
  case completed
  /// Ended without one.
  case notFollowedUp
  /// Ended by a death.
  case cancelled
  /// Left out of follow-up 不予回访: by a hold that excludes, or by a later stay's plan.
  case excluded

  /// Those that haven't ended.
  static let open: [TaskStanding] = [.due, .resting, .waitingForNumber, .held, .superseded]

  var isOpen: Bool { Self.open.contains(self) }
}

/// A standing from which a transition may start, for some of its reasons or for any.
struct TaskStart: Sendable, Hashable {
  let standing: TaskStanding
  let reasons: [String]

  init(_ standing: TaskStanding, _ reasons: String...) {
    self.standing = standing
    self.reasons = reasons
  }

  /// Whether a task with this standing and reason may start.
  func allows(_ standing: TaskStanding, _ reason: String?) -> Bool {
    standing == self.standing && (reasons.isEmpty || reasons.contains(reason ?? ""))
  }
}

/// The columns of a task `t` as conditions and values, written once.
enum TaskColumns {
  /// The standing of an open task.
  static let standing: SQL = "coalesce(t.resumes, t.state)"
  /// Whether the task hasn't ended.
  static let isOpen: SQL = "t.state <> 'ended'"
  /// Whether somebody has it in hand now.
  static let isInHand: SQL = "coalesce(t.claimed_until >= now(), false)"
  /// Whether a later stay's plan has taken its place: it may be finished, and is not tried again.
  static let isReplaced: SQL = "(t.state <> 'ended' and coalesce(t.reason in ('superseded', 'lastPromise'), false))"
  /// The API's status: claimed or due while open, else the outcome.
  static let status: SQL = "coalesce(t.outcome, case t.state when 'inProgress' then t.state else 'due' end)"
  /// Why it ended.
  static let endReason: SQL = "case when t.state = 'ended' then t.reason end"
  /// Whether a redial is promised.
  static let isPromised: SQL = "coalesce(t.worklist = 'promised', false)"
  /// Whether a hold may stand over it: one that does makes it held or leaves it out.
  static let mayBeHeld: SQL = "\(standing) in ('held', 'ended')"
  /// Since when a hold stands over it.
  static let heldOn: SQL = "case \(standing) when 'held' then t.rested_since end"
  /// Since when the ward is asked for a number.
  static let awaitingNumberOn: SQL = "case \(standing) when 'waitingForNumber' then t.rested_since end"
}
