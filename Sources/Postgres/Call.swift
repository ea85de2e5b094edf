import FoundationEssentials
import SQL
import Synchronization

/// Identifies a call from outside of the loop, so that its task's cancellation can find it, before or after it arrives.
final class Ticket: Sendable {
  let isCancelled = Atomic(false)
}

/// A lease of an exclusive connection: the connection's place and a number that is never used again.
struct Lease: Sendable, Hashable {
  let slot: Int
  let number: UInt64
}

/// What a call wants done.
enum Operation: Sendable {
  /// Statements in one implicit transaction.
  case pipeline(Lane)
  /// An exclusive connection of the lane, BEGIN and the opening statements.
  case begin(Isolation, Lane)
  /// Statements within the lease's transaction.
  case step(Lease)
  /// The end of the lease's transaction; the connection goes back to its lane.
  case commit(Lease)
  case rollback(Lease)
  /// Text of several statements, by the simple protocol.
  case script(Lease, String)
  case copyIn(Lease)
  case copyData(Lease, [UInt8])
  /// The end of the data, or the wish that the server throw them away.
  case copyEnd(Lease, failed: Bool)
  case copyOut(Lease)
  case copyRead(Lease)

  /// The lane of a transaction that begins.
  var lane: Lane? {
    switch self {
    case .pipeline(let lane), .begin(_, let lane): lane
    default: nil
    }
  }

  var lease: Lease? {
    switch self {
    case .pipeline, .begin: nil
    case .step(let lease), .commit(let lease), .rollback(let lease), .script(let lease, _), .copyIn(let lease),
      .copyData(let lease, _), .copyEnd(let lease, _), .copyOut(let lease), .copyRead(let lease):
      lease
    }
  }
}

/// What a call is answered; whatever it is takes one word.
enum Answer: Sendable {
  case done
  case rows([Rows])
  /// A transaction has begun.
  indirect case leased(Lease)
  /// A piece of what COPY sends.
  case chunk([UInt8])
  /// The end of a COPY or a script: what was left, and how many rows there were.
  indirect case ended(rest: [UInt8], affected: Int)

  var rows: [Rows] {
    if case .rows(let rows) = self { return rows }
    return []
  }
}

typealias CallResult = Result<Answer, DatabaseError>
typealias CallContinuation = CheckedContinuation<CallResult, Never>

/// A call as it crosses to the loop's thread.
final class Submission: Sendable {
  let operation: Operation
  let statements: [SQL]
  let tenant: UUID?
  let deadline: ContinuousClock.Instant?
  let writes: Bool
  let ticket: Ticket
  let continuation: CallContinuation
  /// Whether it may fill the socket on its way.
  let isLarge: Bool

  init(
    _ operation: Operation, _ statements: [SQL], tenant: UUID?, deadline: ContinuousClock.Instant?, writes: Bool,
    ticket: Ticket, continuation: CallContinuation
  ) {
    self.operation = operation
    self.statements = statements
    self.tenant = tenant
    self.deadline = deadline
    self.writes = writes
    self.ticket = ticket
    self.continuation = continuation
    isLarge = statements.contains { $0.values.count >= 4096 }
  }
}

/// A call on the loop's thread. Lives until its results are read, also when its caller has gone.
final class Call {
  let submission: Submission
  /// Whether its caller has been answered.
  var isAnswered = false
  /// Whether it was tried once already and must not be tried again.
  var isRetried = false
  /// The statements as they were sent.
  var sent: [Statement] = []

  init(_ submission: Submission) {
    self.submission = submission
    sent.reserveCapacity(submission.statements.count)
  }

  var operation: Operation { submission.operation }
  var statements: [SQL] { submission.statements }
  var tenant: UUID? { submission.tenant }
  var deadline: ContinuousClock.Instant? { submission.deadline }
  var writes: Bool { submission.writes }
  var ticket: Ticket { submission.ticket }
}
