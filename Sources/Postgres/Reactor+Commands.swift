import Logging
import Synchronization

extension Reactor {
  func handle(_ command: Command) {
    switch command {
    case .submit(let submission): accept(Call(submission))
    case .cancel(let ticket): cancel(ticket)
    case .start(let continuation): start(continuation)
    case .close(let continuation): close(continuation)
    case .listen(let subscription): listener?.add(subscription)
    case .unlisten(let subscription): listener?.remove(subscription)
    case .resolved(let slot, let generation, let address):
      if endpoints[slot].generation == generation { endpoints[slot].resolved(address) }
    case .cancelRequestEnded(let slot, let generation):
      if endpoints[slot].generation == generation { (endpoints[slot] as? Connection)?.cancelRequestEnded() }
    case .run(let job, let executor): unsafe job.runSynchronously(on: executor.asUnownedTaskExecutor())
    case .stop: stop()
    }
  }

  var listener: Listener? { endpoints.last as? Listener }

  private func accept(_ call: Call) {
    // The task's cancellation may have been here before the call.
    guard !call.ticket.isCancelled.load(ordering: .relaxed) else { return fail(call, .cancelled) }
    if let deadline = call.deadline {
      if deadline <= ContinuousClock.now { return fail(call, .deadlineExceeded) }
      schedule(deadline)
    }
    switch call.operation {
    case .pipeline(let lane): enqueue(call, on: lanes[lane.rawValue])
    case .begin(_, let lane): enqueue(call, on: lanes[lane.rawValue])
    default:
      guard let lease = call.operation.lease, let connection = endpoints[lease.slot] as? Connection else { return }
      connection.accept(call)
    }
  }

  private func enqueue(_ call: Call, on lane: LaneState) {
    lane.isTouched = true
    guard takesCalls, isAvailable(lane) else { return fail(call, .unavailable) }
    noteTenant(of: call)
    if lane.queue.isEmpty, let connection = lane.leastLoaded(), lane.mayStart(call) { return connection.start(call) }
    guard lane.queue.append(call, tenant: call.tenant) else {
      lane.gauges.overloaded.add(1, ordering: .relaxed)
      return fail(call, .overloaded)
    }
    dispatchLater(lane)
  }

  /// Notices that another tenant is at work: from then on each has its share of every lane.
  private func noteTenant(of call: Call) {
    guard let tenant = call.tenant, tenant != lastTenant else { return }
    if lastTenant != nil { sharedUntil = ContinuousClock.now + configuration.sharesFor }
    lastTenant = tenant
  }

  /// Whether the lane has a connection, or had one so lately that waiting makes sense.
  private func isAvailable(_ lane: LaneState) -> Bool {
    guard let downSince = lane.downSince else { return true }
    let bound = downSince + configuration.unavailableAfter
    schedule(bound)
    return ContinuousClock.now < bound
  }

  func fail(_ call: Call, _ kind: DatabaseError.Kind, mayHaveTakenEffect: Bool = false) {
    let error = DatabaseError(kind, mayHaveTakenEffect: mayHaveTakenEffect)
    // The body may catch the error and return: its transaction lacks a part then and must not be committed.
    if let lease = call.operation.lease, let connection = endpoints[lease.slot] as? Connection,
      connection.lease == lease
    {
      connection.noteFailure(error)
    }
    answer(call, .failure(error))
  }
}

// MARK: Connections that come and go

extension Reactor {
  func becameReady(_ connection: Connection) {
    connection.lane.isTouched = true
    connection.lane.downSince = nil
    logger.debug("database connection is up", metadata: ["lane": "\(connection.lane.lane)"])
    finishStart()
    dispatchLater(connection.lane)
  }

  func wasLost(_ connection: Connection, _ kind: DatabaseError.Kind) {
    let lane = connection.lane
    lane.isTouched = true
    guard !isStopped else { return }
    lane.gauges.lost.add(1, ordering: .relaxed)
    logger.notice("database connection lost", metadata: ["lane": "\(lane.lane)", "reason": "\(kind)"])
    if lane.downSince == nil, !lane.connections.contains(where: \.isReady) {
      let now = ContinuousClock.now
      lane.downSince = now
      schedule(now + configuration.unavailableAfter)
    }
    dispatchLater(lane)
  }

  /// A call was in flight on a connection that is no more.
  func lost(_ call: Call, _ kind: DatabaseError.Kind) {
    switch call.operation {
    case .pipeline where call.writes, .commit: fail(call, .outcomeUnknown, mayHaveTakenEffect: true)
    case .pipeline, .begin: tryElsewhere(call, kind)
    case .rollback: answer(call, .success(.done))
    default: fail(call, kind)
    }
  }

  /// A call couldn't be sent whole. Without its sync a transaction isn't committed, so that it may be sent again.
  func couldNotSend(_ call: Call) {
    switch call.operation {
    case .pipeline, .begin: tryElsewhere(call, .connectionLost)
    default: lost(call, .connectionLost)
    }
  }

  private func tryElsewhere(_ call: Call, _ kind: DatabaseError.Kind) {
    guard !call.isAnswered else { return }
    guard kind == .connectionLost, !call.isRetried else { return fail(call, kind) }
    call.isRetried = true
    guard let wanted = call.operation.lane else { return fail(call, kind) }
    let lane = lanes[wanted.rawValue]
    lane.queue.putBack(call, tenant: call.tenant)
    dispatchLater(lane)
  }

  /// A leaseholder's call that was never sent, and the lease is gone.
  func refuseLost(_ call: Call) {
    if case .rollback = call.operation { return answer(call, .success(.done)) }
    fail(call, .connectionLost)
  }
}
