/// A place for one connection to the server: what is there comes and goes, the place stays and never gives up.
///
/// Confined to the loop's thread.
class Endpoint {
  enum Phase {
    /// Waits for the time of the next attempt.
    case down(until: ContinuousClock.Instant)
    case resolving(deadline: ContinuousClock.Instant)
    case connecting(deadline: ContinuousClock.Instant)
    case ready
    /// The service is closing, or nobody needs the connection.
    case closed
  }

  let slot: Int
  /// The loop; it lets go of its endpoints when it ends, so that the cycle does.
  let reactor: Reactor
  final var phase: Phase
  final var link: ServerLink?
  /// Counts what has been in this place, so that news about something older is recognised.
  final var generation: UInt32 = 0
  private final var backoff: Backoff

  init(slot: Int, reactor: Reactor, now: ContinuousClock.Instant) {
    self.slot = slot
    self.reactor = reactor
    phase = .down(until: now)
    backoff = Backoff(
      shortest: reactor.configuration.shortestPause, longest: reactor.configuration.longestPause)
  }

  /// What the poller calls the socket.
  final var key: UInt64 { UInt64(generation) << 32 | UInt64(UInt32(truncatingIfNeeded: slot)) }

  final var isReady: Bool {
    if case .ready = phase { return true }
    return false
  }

  /// Settings of the session.
  var options: [String: String] { [:] }

  /// The connection is made: false if it turns out to be of no use.
  func didConnect(_ link: ServerLink) -> Bool { true }

  /// The connection was ready and is lost or closed.
  func lose(_ kind: DatabaseError.Kind) {
    disconnect()
    retryLater()
  }

  /// The socket of a ready connection has something.
  func handleReady(_ event: Poller.Event) {}

  final func handle(_ event: Poller.Event) {
    if isReady { handleReady(event) } else { advance() }
  }
}

extension Endpoint {
  /// Begins an attempt; host names are looked up on a thread of their own first.
  final func connect(now: ContinuousClock.Instant) {
    let configuration = reactor.configuration
    generation &+= 1
    let deadline = now + configuration.connectTimeout
    reactor.schedule(deadline)
    guard HostLookup.isNeeded(for: configuration.host) else { return open(address: nil, deadline: deadline) }
    phase = .resolving(deadline: deadline)
    let (host, slot, generation, inbox) = (configuration.host, slot, generation, reactor.inbox)
    BackgroundThread.start {
      inbox.send(.resolved(slot: slot, generation: generation, address: HostLookup.address(of: host)))
    }
  }

  final func resolved(_ address: String?) {
    guard case .resolving(let deadline) = phase else { return }
    guard let address else { return failToConnect("the host's name could not be looked up") }
    open(address: address, deadline: deadline)
  }

  private func open(address: String?, deadline: ContinuousClock.Instant) {
    link = ServerLink(ConnectionParameters(reactor.configuration, options: options, address: address))
    guard let link, !link.hasFailed else { return failToConnect(link?.message ?? "out of memory") }
    phase = .connecting(deadline: deadline)
    reactor.poller.watchAnew(link.socket, key: key, for: .write)
  }

  /// Goes on with connecting when the socket is ready. libpq may exchange its socket for another one on the way.
  private func advance() {
    guard case .connecting = phase, let link else { return }
    switch link.advance() {
    case .reading: reactor.poller.watchAnew(link.socket, key: key, for: .read)
    case .writing: reactor.poller.watchAnew(link.socket, key: key, for: .write)
    case .failed: failToConnect(link.message)
    case .connected:
      guard link.makeNonBlocking() else { return failToConnect(link.message) }
      phase = .ready
      backoff.reset()
      reactor.poller.watchAnew(link.socket, key: key, for: .read)
      if !didConnect(link) { lose(.connectionLost) }
    }
  }

  final func failToConnect(_ reason: String) {
    reactor.noteConnectFailure(reason)
    disconnect()
    retryLater()
  }

  /// Closes what is there.
  final func disconnect() {
    reactor.poller.forget(key: key)
    link = nil
  }

  /// Plans the next attempt.
  final func retryLater() {
    if case .closed = phase { return }
    let until = ContinuousClock.now + backoff.next(chance: .random(in: 0...1))
    phase = .down(until: until)
    reactor.schedule(until)
  }
}
