extension Reactor {
  /// Looks at everything that has a time. Rare: until the earliest one that was known at the last sweep, nothing can be
  /// due, and new ones only bring it forward.
  func sweep(_ now: ContinuousClock.Instant) {
    sweepLifecycle(now)
    for endpoint in endpoints { sweep(endpoint, now) }
    for lane in lanes {
      lane.isTouched = true
      sweepCalls(of: lane, now)
      sweepAvailability(of: lane, now)
    }
  }

  private func sweep(_ endpoint: Endpoint, _ now: ContinuousClock.Instant) {
    switch endpoint.phase {
    case .down(let until):
      if now >= until { endpoint.connect(now: now) } else { schedule(until) }
    case .resolving(let deadline), .connecting(let deadline):
      if now >= deadline { endpoint.failToConnect("no answer from the server") } else { schedule(deadline) }
    case .ready:
      guard let connection = endpoint as? Connection, let deadline = connection.endDeadline else { return }
      if now >= deadline { connection.lose(.connectionLost) } else { schedule(deadline) }
    case .closed: break
    }
  }

  private func sweepCalls(of lane: LaneState, _ now: ContinuousClock.Instant) {
    for call in lane.queue.remove(where: { $0.isDue(now) }) { fail(call, .deadlineExceeded) }
    lane.queue.forEach { watch($0, now) }
    for connection in lane.connections {
      for call in connection.waiting.remove(where: { $0.isDue(now) }) { fail(call, .deadlineExceeded) }
      connection.waiting.forEach { watch($0, now) }
      connection.queue.forEachCall { call in
        if call.isDue(now) { abandon(call, on: connection, .deadlineExceeded) } else { watch(call, now) }
      }
      guard let call = connection.exchange.call else { continue }
      if call.isDue(now) { abandon(call, on: connection, .deadlineExceeded) } else { watch(call, now) }
    }
  }

  private func watch(_ call: Call, _ now: ContinuousClock.Instant) {
    if let deadline = call.deadline, !call.isAnswered { schedule(deadline) }
  }

  private func sweepAvailability(of lane: LaneState, _ now: ContinuousClock.Instant) {
    guard let downSince = lane.downSince else { return }
    let bound = downSince + configuration.unavailableAfter
    guard now >= bound else { return schedule(bound) }
    for call in lane.queue.remove(where: { _ in true }) { fail(call, .unavailable) }
  }
}

// MARK: Callers that don't wait any longer

extension Reactor {
  /// Answers a call that was sent; its results will be read and dropped. On an exclusive connection the server is asked
  /// to stop, and the transaction can't be committed any more.
  private func abandon(_ call: Call, on connection: Connection, _ kind: DatabaseError.Kind) {
    guard !call.isAnswered else { return }
    var isCommitting = false
    if case .commit = call.operation { isCommitting = true }
    fail(call, kind, mayHaveTakenEffect: isCommitting || call.isImplicitWrite)
    if connection.isExclusive { connection.requestCancel() }
  }

  /// A caller's task was cancelled: drops its wait, wherever the call is.
  func cancel(_ ticket: Ticket) {
    for lane in lanes {
      lane.isTouched = true
      for call in lane.queue.remove(where: { $0.ticket === ticket }) { return fail(call, .cancelled) }
      for connection in lane.connections {
        for call in connection.waiting.remove(where: { $0.ticket === ticket }) { return fail(call, .cancelled) }
        var found: Call?
        connection.queue.forEachCall { if $0.ticket === ticket { found = $0 } }
        if let call = connection.exchange.call, call.ticket === ticket { found = call }
        if let found { return abandon(found, on: connection, .cancelled) }
      }
    }
  }
}

extension Call {
  fileprivate func isDue(_ now: ContinuousClock.Instant) -> Bool {
    guard let deadline, !isAnswered else { return false }
    return deadline <= now
  }

  /// Whether it commits by itself, and something.
  fileprivate var isImplicitWrite: Bool {
    if case .pipeline = operation { return writes }
    return false
  }
}
