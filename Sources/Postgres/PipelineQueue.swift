import SQL

/// What has been sent on one connection and not yet been answered, and what each result means.
///
/// Pure: it sees results as values, so that it can be tested without a socket. A pipeline is a row of *segments*,
/// each of which ends with a sync; an error makes the server skip everything up to the segment's sync. `Call` is
/// whatever identifies a call.
struct PipelineQueue<Call> {
  /// What stands between two syncs.
  enum Segment {
    /// One statement is prepared, ahead of the call that needs it (nil: when the connection was made). In a segment
    /// of its own, so that an error in a transaction doesn't take it along.
    case prepare(statement: Int, for: Call?)
    /// Something of which the result doesn't matter.
    case housekeeping
    /// A call's statements.
    case execute(Call, statements: Int)
  }

  /// A result as it comes from the server.
  enum Reply {
    case rows(Rows)
    case failure(DatabaseError)
    /// The server skipped a statement because of an earlier error.
    case aborted
    /// The end of a segment.
    case sync
    /// Anything that has no place in a pipeline.
    case unexpected
  }

  /// What follows from a result.
  enum Effect {
    case nothing
    case prepareFailed(statement: Int, DatabaseError)
    case finished(Call, Result<[Rows], DatabaseError>)
    /// The connection can't be trusted any more and must be closed.
    case broken
  }

  private var segments = Ring<Segment>(minimumCapacity: 32)
  /// The first segment, whose answers are arriving: which call it is (nil for what we do for ourselves), and how many
  /// statements it has.
  private(set) var executing: Call?
  private var expected = 0
  private var results: [Rows] = []
  private var failure: DatabaseError?
  /// How many statements of the first segment were answered, by which it is known which one comes next.
  private(set) var answered = 0
  /// Why a statement of the following call couldn't be prepared: its real error, rather than that it isn't there.
  private var prepareFailure: DatabaseError?
  /// Calls in flight.
  private(set) var calls = 0

  var isEmpty: Bool { segments.isEmpty }
  var first: Segment? { segments.first }

  mutating func append(_ segment: Segment) {
    if case .execute = segment { calls += 1 }
    let wasEmpty = segments.isEmpty
    segments.append(segment)
    if wasEmpty { beginFirst() }
  }

  mutating func receive(_ reply: Reply) -> Effect {
    guard !segments.isEmpty else { return .broken }
    switch reply {
    case .sync: return endFirst()
    case .unexpected: return .broken
    case .failure(let error):
      // One more than there are statements: the commit itself failed, as with a deferred constraint.
      guard answered <= expected else { return .broken }
      if failure == nil { failure = error }
    case .aborted:
      guard failure != nil, answered < expected else { return .broken }
    case .rows(let rows):
      guard failure == nil, answered < expected else { return .broken }
      results.append(rows)
    }
    answered += 1
    return .nothing
  }

  private mutating func beginFirst() {
    answered = 0
    failure = nil
    results = []
    executing = nil
    expected = 1
    if case .execute(let call, let statements) = segments.first {
      executing = call
      expected = statements
      results.reserveCapacity(statements)
    }
  }

  private mutating func endFirst() -> Effect {
    guard failure != nil || answered == expected, let segment = segments.popFirst() else { return .broken }
    let (rows, failure) = (results, failure)
    beginFirst()
    switch segment {
    case .housekeeping: return .nothing
    case .prepare(let statement, let call):
      guard let failure else { return .nothing }
      if call != nil, prepareFailure == nil { prepareFailure = failure }
      return .prepareFailed(statement: statement, failure)
    case .execute(let call, _):
      calls -= 1
      defer { prepareFailure = nil }
      guard let failure else { return .finished(call, .success(rows)) }
      return .finished(call, .failure(prepareFailure ?? failure))
    }
  }

  /// All calls that have no answer, in the order in which they were sent; empties the queue.
  mutating func abandon() -> [Call] {
    var abandoned: [Call] = []
    while let segment = segments.popFirst() {
      if case .execute(let call, _) = segment { abandoned.append(call) }
    }
    self = PipelineQueue()
    return abandoned
  }

  func forEachCall(_ body: (Call) -> Void) {
    segments.forEach { segment in
      if case .execute(let call, _) = segment { body(call) }
    }
  }
}
