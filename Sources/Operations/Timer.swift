public import FoundationEssentials
public import SQL
import Vault

/// What is to be done at a moment, of one kind: a hold's end, say. Many of a hospital's are done in one transaction.
public protocol TimerHandler: Sendable {
  /// The kind, as `operations.timer` names it.
  var kind: String { get }
  /// How the trail names what is done.
  var method: StaticString { get }
  /// Does what timers ask for that have come due. A timer is set once and never cancelled: what needs nothing any more is left alone.
  /// - Parameter subjects: what the timers are about.
  func run(_ subjects: [UUID], _ transaction: borrowing SharedTransaction) async throws -> TimersDone
}

/// What due timers came to, for the trail.
public struct TimersDone: Sendable {
  /// Whose data was touched, by what the trail names them.
  public let subjects: [UUID]
  /// How much was done.
  public let count: Int

  /// What it came to.
  public init(subjects: [UUID], count: Int) {
    self.subjects = subjects
    self.count = count
  }
}

extension WriteTransaction {
  /// Sets a timer for the caller; it stands if and only if the transaction commits.
  /// - Parameters:
  ///   - kind: the kind of a ``TimerHandler``.
  ///   - moment: an expression of type `timestamptz`.
  public func setTimer(_ kind: String, subject: UUID, at moment: SQL) async throws(Failure) {
    try await rows(
      """
      insert into operations.timer (tenant_id, timer_id, kind, subject_id, account_id, roles, due_at)
      values (\(call.tenant), \(UUID.version7()), \(kind), \(subject), \(call.actor.account), \(call.actor.roleNames), \(moment))
      """)
  }
}
