import FoundationEssentials
import SQL

extension TaskTransition {
  /// How a policy's round becomes a task, which is due: an `insert` that a `select` of these columns follows.
  static let make: SQL = """
    insert into followup.task (
      tenant_id, task_id, discharge_id, patient_id, policy_id, policy_version, round_number, level, responsible_role,
      department_id, responsible_department_id, discharged_on, opens_on, due_on, maximum_attempts, retry_after_hours)
    """

  /// The statement that carries the transition out for tasks `t`, counts their version on and keeps the cause.
  /// - Parameters:
  ///   - facts: a row source named `fact` with the columns that ``sets``, ``onlyIf`` and ``cause`` read.
  ///   - condition: which tasks, of those that stand where the transition may start.
  ///   - returning: what the statement yields of each task.
  func update(tenant: UUID, facts: SQL = "(values (1)) as fact", where condition: SQL, returning: SQL? = nil) -> SQL {
    let yields: SQL = returning.map { "\n  returning \($0)" } ?? ""
    return """
      update followup.task t set \(sets)\(keptCause), version = t.version + 1
        from \(facts)
        where t.tenant_id = \(tenant) and \(isAllowed) and \(condition)\(yields)
      """
  }

  /// Whether the transition may start from where the task `t` stands.
  var isAllowed: SQL {
    let anyReason = from.filter(\.reasons.isEmpty).map(\.standing)
    let open = anyReason.filter(\.isOpen).map(\.rawValue)
    let ended = anyReason.filter { !$0.isOpen }.map(\.rawValue)
    var places: [SQL] = []
    if !open.isEmpty { places.append("\(TaskColumns.standing) = any (\(open))") }
    if !ended.isEmpty { places.append("t.outcome = any (\(ended))") }
    for start in from where !start.reasons.isEmpty {
      let stands: SQL = start.standing.isOpen ? TaskColumns.standing : "t.outcome"
      places.append("\(stands) = \(start.standing.rawValue) and t.reason = any (\(start.reasons))")
    }
    let place: SQL = "(\(places.joined(separator: " or ")))"
    return onlyIf.map { "\(place) and \($0)" } ?? place
  }

  /// What must hold besides.
  private var onlyIf: SQL? {
    switch self {
    case .claim:
      """
      (t.claimed_by = fact.account or (not \(TaskColumns.isInHand) and \(TaskColumns.standing) in ('due', 'resting', 'waitingForNumber')))
      """
    case .hold: "(\(TaskColumns.standing) <> 'held' or t.reason <> fact.reason)"
    // A promise that rests under a hold or a wait is looked at again when that has ended.
    case .supersede: "(\(TaskColumns.standing) in ('due', 'resting') or not fact.is_promised)"
    case .moveCentre: "t.level <> 'wardFollowUp'"
    default: nil
    }
  }

  /// Why the task stands where the transition leaves it: the transition, the version of the rule or row behind it, and what it was decided
  /// from, such as an attempt or a hold. A claim and a move leave the cause as it is: what stands underneath has not changed.
  private var keptCause: SQL {
    guard let cause else { return "" }
    return switch self {
    // A hold that stands stays the cause.
    case .promise, .tryAgain, .numberFound:
      """
      , cause = case when \(Self.staysHeld) then t.cause else \(rawValue) end,
        cause_version = case when \(Self.staysHeld) then t.cause_version else \(cause.version) end,
        cause_input = case when \(Self.staysHeld) then t.cause_input else \(cause.input) end
      """
    default: ", cause = \(rawValue), cause_version = \(cause.version), cause_input = \(cause.input)"
    }
  }

  private static let staysHeld: SQL = "\(TaskColumns.standing) = 'held'"

  private var cause: (version: SQL, input: SQL)? {
    switch self {
    case .claim, .release, .moveDepartment, .moveCentre, .follow: nil
    case .complete, .promise, .tryAgain, .giveUp, .hearOfDeath: ("t.policy_version", "fact.attempt_id")
    case .close: ("null", "fact.account")
    case .hold, .exclude: ("fact.hold_version", "fact.hold_id")
    case .unhold, .include: ("null", "null")
    case .awaitNumber, .numberFound, .numberNotFound: ("null", "fact.correction_id")
    case .supersede: ("t.policy_version", "fact.later_id")
    case .resume: ("t.policy_version", "null")
    case .stop, .revive: ("null", "fact.death_id")
    }
  }
}
