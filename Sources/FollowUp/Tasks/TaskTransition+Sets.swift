import Operations
import SQL

extension TaskTransition {
  /// What the row becomes; `t` is the task as it was, `fact` what the transition was decided from.
  var sets: SQL {
    switch self {
    case .claim:
      """
      state = 'inProgress', resumes = \(TaskColumns.standing), claimed_by = fact.account, claimed_until = fact.claimed_until
      """
    case .release:
      """
      state = case \(TaskColumns.standing) when 'superseded' then 'ended' else \(TaskColumns.standing) end,
      outcome = case t.resumes when 'superseded' then 'excluded' end,
      closed_at = case t.resumes when 'superseded' then now() end, \(Self.freed)
      """
    case .complete: "\(Self.tried), \(Self.ended("'completed'", "null"))"
    case .giveUp: "\(Self.tried), \(Self.ended("'notFollowedUp'", "fact.disposition"))"
    case .hearOfDeath: "\(Self.tried), \(Self.ended("'cancelled'", "'deceased'"))"
    case .promise: "\(Self.tried), \(Self.promised), \(Self.freed)"
    case .tryAgain: "\(Self.tried), \(Self.triedInVain), \(Self.freed)"
    case .close:
      Self.ended("case fact.reason when 'deceased' then 'cancelled' else 'notFollowedUp' end", "fact.reason")
    case .exclude: Self.ended("'excluded'", "fact.reason")
    case .stop: Self.ended("'cancelled'", "'deceased'", moment: "t.next_attempt_at")
    case .numberNotFound: Self.ended("'notFollowedUp'", "fact.problem")
    case .hold:
      """
      \(Self.place("'held'", "fact.reason", since: "case when \(Self.isHeld) then t.rested_since else fact.today end")),
      next_attempt_at = t.next_attempt_at
      """
    case .awaitNumber:
      "\(Self.place("'waitingForNumber'", "fact.problem", since: "fact.today")), next_attempt_at = t.next_attempt_at"
    case .unhold:
      "\(Self.place("fact.place", "fact.reason", since: "fact.since")), \(Self.window(restedSince: "t.rested_since"))"
    case .include: "\(Self.place("'due'", "null", since: "null")), \(Self.window(restedSince: Self.closedOn))"
    case .resume:
      "\(Self.place("fact.place", "fact.reason", since: "fact.since")), \(Self.window(restedSince: Self.closedOn))"
    case .numberFound: Self.callable
    case .supersede: Self.replaced
    case .revive: Self.revived
    case .moveDepartment:
      """
      department_id = case t.department_id when fact.from_id then fact.to_id else t.department_id end,
      responsible_department_id = case t.responsible_department_id when fact.from_id then fact.to_id
        else t.responsible_department_id end
      """
    case .moveCentre: "responsible_department_id = fact.to_id"
    case .follow: Self.following
    }
  }

  private static let isHeld: SQL = "\(TaskColumns.standing) = 'held'"
  private static let isWaiting: SQL = "\(TaskColumns.standing) = 'waitingForNumber'"
  private static let freed: SQL = "resumes = null, claimed_by = null, claimed_until = null"
  private static let tried: SQL = "attempts = t.attempts + 1, reached = t.reached or fact.is_answered"

  private static let keptInHand: SQL = """
    claimed_by = case when \(TaskColumns.isInHand) then t.claimed_by end,
    claimed_until = case when \(TaskColumns.isInHand) then t.claimed_until end
    """

  /// The day on which the task ended; null of an open one.
  static let closedOn: SQL = "\(HospitalClock.day(of: "t.closed_at"))"

  /// It ends and is free. What may come back keeps its moment.
  private static func ended(_ outcome: SQL, _ reason: SQL, moment: SQL = "null") -> SQL {
    """
    state = 'ended', outcome = \(outcome), reason = \(reason), closed_at = now(), rested_since = null,
    next_attempt_at = \(moment), \(freed)
    """
  }

  /// It stands there now, or will when whoever has it in hand gives it back.
  private static func place(_ standing: SQL, _ reason: SQL, since: SQL) -> SQL {
    """
    state = case when \(TaskColumns.isInHand) then 'inProgress' else \(standing) end,
    resumes = case when \(TaskColumns.isInHand) then \(standing) end, \(keptInHand),
    outcome = null, closed_at = null, reason = \(reason), rested_since = \(since)
    """
  }

  /// A window that has passed while nobody could call is moved by the days since then.
  private static func window(restedSince day: SQL) -> SQL {
    let days: SQL = "case when t.due_on < fact.today then coalesce(fact.today - \(day), 0) else 0 end"
    return "opens_on = t.opens_on + \(days), due_on = t.due_on + \(days)"
  }

  /// A hold or a wait that stands goes on; the promise is kept underneath.
  private static let promised: SQL = """
    state = case when \(isHeld) or \(isWaiting) then \(TaskColumns.standing) else 'resting' end,
    reason = case when \(isHeld) or \(isWaiting) then t.reason when \(TaskColumns.isReplaced) then 'lastPromise' else 'promised' end,
    next_attempt_at = fact.promised_at
    """

  /// One whose place a later stay's plan has taken is not tried again. The last try ends the task, unless what it lacks is a number: then
  /// the ward is asked first.
  private static let triedInVain: SQL = {
    let isLast: SQL = "(t.attempts + 1 >= t.maximum_attempts and not fact.is_wanted)"
    let isEnd: SQL = "(\(TaskColumns.isReplaced) or \(isLast))"
    return """
      state = case when \(isEnd) then 'ended' when \(isHeld) then 'held' when fact.is_wanted or \(isWaiting) then 'waitingForNumber'
        else 'resting' end,
      outcome = case when \(TaskColumns.isReplaced) then 'excluded' when \(isLast) then 'notFollowedUp' end,
      reason = case when \(TaskColumns.isReplaced) then 'superseded' when \(isLast) then fact.disposition
        when \(isHeld) or \(isWaiting) then t.reason when fact.is_wanted then fact.disposition else 'retry' end,
      closed_at = case when \(isEnd) then now() end,
      rested_since = case when \(isEnd) then null when \(isHeld) or \(isWaiting) then t.rested_since
        when fact.is_wanted then fact.today end,
      next_attempt_at = case when not \(isEnd) and not fact.is_wanted then fact.now + make_interval(hours => t.retry_after_hours) end
      """
  }()

  /// Tries begin anew, and a window that passed meanwhile is moved; under a hold it rests on.
  private static let callable: SQL = {
    let since: SQL = "case when \(isWaiting) then t.rested_since else coalesce(\(closedOn), fact.asked_on) end"
    let held: SQL = "case when \(isHeld) then"
    return """
      \(place("\(held) 'held' else 'due' end", "\(held) t.reason end", since: "\(held) t.rested_since end")), next_attempt_at = null,
      maximum_attempts = t.attempts + fact.maximum_attempts, \(window(restedSince: since))
      """
  }()

  /// Free it ends; in hand it may be finished; a promise is kept.
  private static let replaced: SQL = {
    let isPromise: SQL = "coalesce(t.reason = 'promised', false)"
    let isEnd: SQL = "(not \(TaskColumns.isInHand) and not \(isPromise))"
    let standing: SQL = "case when \(isPromise) then 'resting' when \(isEnd) then 'ended' else 'superseded' end"
    return """
      state = case when \(TaskColumns.isInHand) then 'inProgress' else \(standing) end,
      resumes = case when \(TaskColumns.isInHand) then \(standing) end, \(keptInHand),
      outcome = case when \(isEnd) then 'excluded' end, closed_at = case when \(isEnd) then now() end,
      reason = case when \(isPromise) then 'lastPromise' else 'superseded' end, rested_since = null
      """
  }()

  /// As it stood, with one try at least. One whose window has passed since the death was recorded ends as just that; one that was overdue
  /// then, or rests, is so again.
  private static let revived: SQL = """
    state = case when fact.can_be_met then fact.place else 'ended' end,
    outcome = case when not fact.can_be_met then 'notFollowedUp' end,
    reason = case when fact.can_be_met then fact.reason else 'deathWithdrawn' end,
    closed_at = case when not fact.can_be_met then now() end, rested_since = fact.since,
    next_attempt_at = case when fact.can_be_met then t.next_attempt_at end,
    maximum_attempts = greatest(t.maximum_attempts, t.attempts + 1)
    """

  /// Of an ended task only whose case it was follows.
  private static let following: SQL = {
    let days: SQL = "case when t.closed_at is null then fact.discharged_on - t.discharged_on else 0 end"
    return """
      department_id = fact.department_id, discharged_on = fact.discharged_on,
      responsible_department_id = case when t.level = 'wardFollowUp' and t.closed_at is null then fact.department_id
        else t.responsible_department_id end,
      opens_on = t.opens_on + \(days), due_on = t.due_on + \(days)
      """
  }()
}
