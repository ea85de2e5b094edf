import Synchronization

/// One lane on the loop's thread: its connections and who waits for them.
final class LaneState {
  let lane: Lane
  let depth: Int
  let gauges: LaneGauges
  var connections: [Connection] = []
  var queue: FairQueue<Call>
  /// Whether the published figures may be old.
  var isTouched = true
  /// Since when no connection is up; nil while one is.
  var downSince: ContinuousClock.Instant?

  init(_ lane: Lane, _ configuration: LaneConfiguration, gauges: LaneGauges, now: ContinuousClock.Instant) {
    self.lane = lane
    self.gauges = gauges
    depth = lane == .work ? 1 : max(1, configuration.depth)
    queue = FairQueue(limit: configuration.queueLimit, limitPerTenant: configuration.queueLimitPerTenant)
    downSince = now
  }

  /// The connection with the fewest calls in flight that takes another one.
  func leastLoaded() -> Connection? {
    var best: Connection?
    var fewest = Int.max
    for connection in connections where connection.load < fewest && connection.takesCall {
      best = connection
      fewest = connection.load
      if fewest == 0 { break }
    }
    return best
  }

  /// Gives waiting calls to connections that take them.
  func dispatch() {
    while !queue.isEmpty, let connection = leastLoaded(), let call = queue.popFirst() {
      connection.start(call)
    }
  }

  /// Publishes what changed.
  func updateGauges() {
    guard isTouched else { return }
    isTouched = false
    var inFlight = 0
    var up = 0
    for connection in connections {
      inFlight += connection.load
      if connection.isReady { up += 1 }
    }
    gauges.connections.store(up, ordering: .relaxed)
    gauges.inFlight.store(inFlight, ordering: .relaxed)
    gauges.queued.store(queue.count, ordering: .relaxed)
  }
}
