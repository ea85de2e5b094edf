import CLibPQ
import FoundationEssentials
import SQL

/// A place for a connection in a lane, with what is in flight on it.
final class Connection: Endpoint {
  let lane: LaneState
  var queue = PipelineQueue<Call>()
  var prepared: PreparedStatements
  /// Whether all statements of the call that is being sent are prepared.
  var allPrepared = true
  /// What goes on outside of the pipeline.
  var exchange = Exchange.none
  var exchangeFailure: DatabaseError?
  var exchangeAffected = 0
  var lease: Lease?
  /// The tenant whose transaction the lease is.
  var leaseholder: UUID?
  /// The leaseholder's calls that wait until the one before is through.
  var waiting = Ring<Call>()
  /// The first error in the lease's transaction.
  var transactionFailure: DatabaseError?
  /// Whether the lease's transaction can't be committed any more, whatever the server says.
  var isDoomed = false
  /// Requests to cancel that are still on their way and might hit what comes next.
  var cancelRequests = 0
  /// By when the lease's transaction must have ended.
  var endDeadline: ContinuousClock.Instant?
  /// Whether libpq couldn't send everything.
  var isBlocked = false

  init(slot: Int, lane: LaneState, reactor: Reactor, now: ContinuousClock.Instant) {
    self.lane = lane
    prepared = PreparedStatements(limit: reactor.configuration.preparedLimit)
    super.init(slot: slot, reactor: reactor, now: now)
  }

  override var options: [String: String] { reactor.configuration[lane.lane].options }

  var isExclusive: Bool { lane.lane.isExclusive }

  /// Calls in flight, or 1 for a lease.
  var load: Int { lease == nil ? queue.calls : 1 }

  /// Counts the calls in flight by tenant.
  func countInFlight(_ counts: inout [UUID: Int]) {
    if lease != nil {
      if let leaseholder { counts[leaseholder, default: 0] += 1 }
    } else {
      queue.forEachCall { if let tenant = $0.tenant { counts[tenant, default: 0] += 1 } }
    }
  }

  /// Whether somebody waits for it, or holds it.
  var isAwaited: Bool {
    var isAwaited = lease != nil
    queue.forEachCall { if !$0.isAnswered { isAwaited = true } }
    return isAwaited
  }

  /// Whether nothing is under way, so that the transaction's state is known and another mode can be entered.
  var isQuiet: Bool { queue.isEmpty && exchange.isNone && cancelRequests == 0 }

  /// Whether the lane may give it another call.
  var takesCall: Bool {
    guard isReady, lease == nil else { return false }
    return isExclusive ? isQuiet : queue.calls < lane.depth
  }

  override func didConnect(_ link: ServerLink) -> Bool {
    guard link.enterPipeline() else { return false }
    if !isExclusive, !prepareAtConnect() { return false }
    if isReady { reactor.becameReady(self) }
    return true
  }

  override func handleReady(_ event: Poller.Event) {
    lane.isTouched = true
    guard let link else { return }
    if event.isReadable, !link.consumeInput() { return lose(.connectionLost) }
    readResults()
    if isBlocked { flush(mayHaveRead: false) }
  }

  /// Closes the connection with everything on it and plans a new one.
  override func lose(_ kind: DatabaseError.Kind) {
    guard isReady else { return }
    let sent = queue.abandon()
    let exchanging = exchange.call
    let unsent = waiting.remove { _ in true }
    reset()
    disconnect()
    retryLater()
    for call in sent { reactor.lost(call, kind) }
    if let exchanging { reactor.answer(exchanging, .failure(DatabaseError(.connectionLost))) }
    for call in unsent { reactor.refuseLost(call) }
    reactor.wasLost(self, kind)
  }

  private func reset() {
    for statement in prepared.all {
      prepared.remove(statement)
      reactor.registry.release(statement)
    }
    prepared = PreparedStatements(limit: reactor.configuration.preparedLimit)
    exchange = .none
    isBlocked = false
    cancelRequests = 0
    endLease()
  }

  /// Takes the connection back from the leaseholder.
  func endLease() {
    lease = nil
    leaseholder = nil
    endDeadline = nil
    transactionFailure = nil
    isDoomed = false
  }
}
