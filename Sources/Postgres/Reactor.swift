import FoundationEssentials
import Logging
import SQL

/// The loop: one thread that owns all sockets, sends what callers want and resumes them when it is answered.
///
/// Everything here is confined to that thread; the inbox is the only way in.
final class Reactor {
  let configuration: DatabaseConfiguration
  let logger: Logger
  let inbox: Inbox
  var poller = Poller()
  var lanes: [LaneState] = []
  /// All connections by their slot, the listener last.
  var endpoints: [Endpoint] = []
  var registry = StatementRegistry()
  let startedAt = ContinuousClock.now
  var lifecycle = Lifecycle.created
  /// The lifecycle's last two parts, which are asked for in every round.
  var isDraining = false
  var isStopped = false
  /// A time before which no timer can be due.
  private(set) var nextTimer: ContinuousClock.Instant?
  /// The last reason why a connection couldn't be made.
  var connectFailure = "no answer from the server"
  var connectFailureLogged = ContinuousClock.now
  private var completions: [(continuation: CallContinuation, result: CallResult)] = []
  private var unread: [Connection] = []
  private var mayDispatch = false
  private var leases: UInt64 = 0
  /// The tenant of the last call.
  var lastTenant: UUID?
  /// Until when more than one tenant counts as being at work.
  var sharedUntil = ContinuousClock.now

  /// From the first command to the end of the thread.
  enum Lifecycle {
    case created
    case starting(CheckedContinuation<Result<Void, DatabaseError>, Never>, deadline: ContinuousClock.Instant)
    case running
    case draining([CheckedContinuation<Void, Never>], deadline: ContinuousClock.Instant)
    case stopped
  }

  init(_ configuration: DatabaseConfiguration, logger: Logger, inbox: Inbox, gauges: [LaneGauges]) {
    self.configuration = configuration
    self.logger = logger
    self.inbox = inbox
    for lane in Lane.allCases {
      let state = LaneState(lane, configuration[lane], gauges: gauges[lane.rawValue], now: startedAt)
      for _ in 0..<max(1, configuration[lane].connections) {
        let connection = Connection(slot: endpoints.count, lane: state, reactor: self, now: startedAt)
        state.connections.append(connection)
        endpoints.append(connection)
      }
      lanes.append(state)
    }
    endpoints.append(Listener(slot: endpoints.count, reactor: self, now: startedAt))
    poller.watch(inbox.wakeDescriptor, key: Self.wakeKey, for: .read)
  }

  /// Runs until the service is closed.
  func run() {
    var commands: [Command] = []
    while !isStopped {
      let hasCommands = inbox.take(into: &commands, thenSleep: true)
      if hasCommands {
        for command in commands { handle(command) }
        commands.removeAll(keepingCapacity: true)
        endPass()
      }
      let count = poller.wait(hasCommands ? .zero : timeUntilTimer())
      if !hasCommands { inbox.wake() }
      for index in 0..<count { handle(poller.event(at: index)) }
      runTimers()
      endPass()
    }
    inbox.close()
    endpoints = []
    lanes = []
  }

  private static let wakeKey = UInt64.max

  private func handle(_ event: Poller.Event) {
    if event.key == Self.wakeKey { return inbox.clearWakeUp() }
    let slot = Int(UInt32(truncatingIfNeeded: event.key))
    guard slot < endpoints.count, endpoints[slot].key == event.key else { return }
    endpoints[slot].handle(event)
  }

  /// What is done once for everything that happened since the last time: reading on, handing out, resuming.
  private func endPass() {
    while !unread.isEmpty || mayDispatch {
      let connections = unread
      unread.removeAll(keepingCapacity: true)
      for connection in connections where connection.isReady { connection.readResults() }
      guard mayDispatch else { continue }
      mayDispatch = false
      let isShared = isShared
      for lane in lanes { lane.dispatch(isShared: isShared) }
    }
    for lane in lanes { lane.updateGauges() }
    if isDraining { checkDrained() }
    for completion in completions { completion.continuation.resume(returning: completion.result) }
    completions.removeAll(keepingCapacity: true)
  }

  // MARK: What connections ask for

  /// Answers a call, once; the caller is resumed at the end of the pass.
  func answer(_ call: Call, _ result: CallResult) {
    guard !call.isAnswered else { return }
    call.isAnswered = true
    completions.append((call.submission.continuation, result))
  }

  /// Has results read that may be in libpq's memory already.
  func readLater(_ connection: Connection) { unread.append(connection) }

  /// Has waiting calls given to the lane's connections.
  func dispatchLater(_ lane: LaneState) { if !lane.queue.isEmpty { mayDispatch = true } }

  /// Whether more than one tenant is at work, so that each has its share of every lane.
  var isShared: Bool { ContinuousClock.now < sharedUntil }

  func newLease(slot: Int) -> Lease {
    leases += 1
    return Lease(slot: slot, number: leases)
  }

  /// Makes sure that timers are looked at no later than this.
  func schedule(_ instant: ContinuousClock.Instant) {
    nextTimer = nextTimer.map { min($0, instant) } ?? instant
  }

  private func timeUntilTimer() -> Duration? {
    nextTimer.map { max(.zero, $0 - ContinuousClock.now) }
  }

  private func runTimers() {
    guard let due = nextTimer else { return }
    let now = ContinuousClock.now
    guard now >= due else { return }
    nextTimer = nil
    sweep(now)
  }
}
