import Logging
import Synchronization

extension Reactor {
  /// Whether new transactions are begun.
  var takesCalls: Bool {
    switch lifecycle {
    case .created, .starting, .running: true
    case .draining, .stopped: false
    }
  }

  /// Makes all connections; answers when each lane has one, or when the time is up.
  func start(_ continuation: CheckedContinuation<Result<Void, DatabaseError>, Never>) {
    guard case .created = lifecycle else { return continuation.resume(returning: .success(())) }
    let now = ContinuousClock.now
    let deadline = now + configuration.startTimeout
    lifecycle = .starting(continuation, deadline: deadline)
    schedule(deadline)
    for lane in lanes { lane.downSince = now }
    for endpoint in endpoints where endpoint is Connection { endpoint.connect(now: now) }
  }

  /// Answers `start()` if every lane has a connection.
  func finishStart() {
    guard case .starting(let continuation, _) = lifecycle, lanes.allSatisfy({ $0.downSince == nil }) else { return }
    lifecycle = .running
    continuation.resume(returning: .success(()))
  }

  func noteConnectFailure(_ reason: String) {
    let now = ContinuousClock.now
    // All connections fail together and again and again: the log says so every ten seconds.
    let isNews = reason != connectFailure || now - connectFailureLogged > .seconds(10)
    if isNews { connectFailureLogged = now }
    connectFailure = reason
    logger.log(level: isNews ? .notice : .debug, "cannot connect to the database", metadata: ["reason": "\(reason)"])
  }

  func sweepLifecycle(_ now: ContinuousClock.Instant) {
    switch lifecycle {
    case .starting(let continuation, let deadline):
      guard now >= deadline else { return schedule(deadline) }
      if lanes.contains(where: { $0.downSince == nil }) {
        lifecycle = .running
        return continuation.resume(returning: .success(()))
      }
      let failure = DatabaseError(unavailable: connectFailure)
      stop()
      continuation.resume(returning: .failure(failure))
    case .draining(_, let deadline):
      if now >= deadline { stop() } else { schedule(deadline) }
    case .created, .running, .stopped: break
    }
  }

  /// Takes no new transactions and waits for those under way.
  func close(_ continuation: CheckedContinuation<Void, Never>) {
    switch lifecycle {
    case .stopped: continuation.resume()
    case .draining(let others, let deadline):
      lifecycle = .draining(others + [continuation], deadline: deadline)
    case .created, .starting, .running:
      if case .starting(let starting, _) = lifecycle {
        starting.resume(returning: .failure(DatabaseError(.unavailable)))
      }
      let deadline = ContinuousClock.now + configuration.drainTimeout
      lifecycle = .draining([continuation], deadline: deadline)
      isDraining = true
      schedule(deadline)
    }
  }

  func checkDrained() {
    guard case .draining = lifecycle else { return }
    let isIdle = lanes.allSatisfy { lane in
      lane.queue.isEmpty && lane.connections.allSatisfy { !$0.isAwaited }
    }
    if isIdle { stop() }
  }

  /// Closes everything; calls that are left are answered.
  func stop() {
    guard !isStopped else { return }
    var waiting: [CheckedContinuation<Void, Never>] = []
    if case .draining(let continuations, _) = lifecycle { waiting = continuations }
    lifecycle = .stopped
    isStopped = true
    for lane in lanes {
      for call in lane.queue.remove(where: { _ in true }) { fail(call, .unavailable) }
    }
    for endpoint in endpoints {
      endpoint.lose(.connectionLost)
      endpoint.phase = .closed
      endpoint.disconnect()
    }
    for lane in lanes {
      for call in lane.queue.remove(where: { _ in true }) { fail(call, .unavailable) }
    }
    listener?.finish()
    for continuation in waiting { continuation.resume() }
  }
}
