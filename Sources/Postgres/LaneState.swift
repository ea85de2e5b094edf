import FoundationEssentials
import Synchronization

/// One lane on the loop's thread: its connections and who waits for them.
final class LaneState {
  let lane: Lane
  let depth: Int
  /// Calls of one tenant that may be in flight while others are at work too.
  let share: Int
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
    depth = lane.isExclusive ? 1 : max(1, configuration.depth)
    share = max(1, configuration.inFlightPerTenant)
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

  /// Whether the call's tenant has a place left. Asked for a call that finds the queue empty.
  func mayStart(_ call: Call) -> Bool {
    guard share < .max, let tenant = call.tenant, let reactor = connections.first?.reactor, reactor.isShared else {
      return true
    }
    return inFlight()[tenant, default: 0] < share
  }

  /// Gives waiting calls to connections that take them, those of the tenant with the fewest in flight first.
  func dispatch(isShared: Bool) {
    guard !queue.isEmpty else { return }
    var inFlight = inFlight()
    while let connection = leastLoaded(), let call = queue.popFirst(inFlight: inFlight, atMost: isShared ? share : .max)
    {
      if let tenant = call.tenant { inFlight[tenant, default: 0] += 1 }
      connection.start(call)
    }
  }

  /// How many calls each tenant has in flight.
  private func inFlight() -> [UUID: Int] {
    var counts: [UUID: Int] = [:]
    for connection in connections { connection.countInFlight(&counts) }
    return counts
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
