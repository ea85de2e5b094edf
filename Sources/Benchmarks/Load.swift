import Glibc

/// A run of calls against the service: so many connections, kept open, one thread.
struct Load: Sendable {
  /// A request, whole, and whether its time counts.
  struct Request: Sendable {
    let bytes: [UInt8]
    var counts = true
  }

  let port: Int
  let connections: Int
  /// Ends after so many seconds …
  var seconds = Double.infinity
  /// … or so many calls.
  var calls = Int.max
  /// Calls a second at fixed moments, whether earlier ones were answered or not; nil: the next one at once after an answer.
  var pace: Double?
  /// Whether errors are what the calls should be answered with.
  var expectsErrors = false
  /// Makes the numbered request.
  let request: @Sendable (Int) -> Request

  /// Runs it on a thread of its own.
  func run() async throws -> LoadResult {
    try await onThread {
      var run = try LoadRun(self)
      return try run.run()
    }
  }
}

/// The state of a run.
private struct LoadRun: ~Copyable {
  private let load: Load
  private var idle: [Int]
  private var connections: UniqueArray
  private var polled: [pollfd]
  private var result = LoadResult()
  private var sent = 0
  private var began: UInt64 = 0

  /// Connections can't stand in an array, since there is only one of each.
  private final class Slot {
    var connection: HTTPConnection
    init(port: Int) throws { connection = try HTTPConnection(port: port) }
  }
  private typealias UniqueArray = [Slot]

  init(_ load: Load) throws {
    self.load = load
    connections = try (0..<load.connections).map { _ in try Slot(port: load.port) }
    polled = connections.map { pollfd(fd: $0.connection.descriptor, events: Int16(POLLIN), revents: 0) }
    idle = Array((0..<load.connections).reversed())
    result.microseconds.reserveCapacity(1 << 18)
  }

  mutating func run() throws -> LoadResult {
    began = Self.now()
    try sendDue()
    while idle.count < connections.count || !isOver {
      try wait()
      for index in polled.indices where polled[index].revents != 0 { try receive(index) }
      try sendDue()
    }
    result.seconds = Double(Self.now() - began) / 1e9
    return result
  }

  private var isOver: Bool { sent >= load.calls || Double(Self.now() - began) / 1e9 >= load.seconds }

  /// Sends what may be sent now.
  private mutating func sendDue() throws {
    while let index = idle.last, !isOver {
      let now = Self.now()
      var start = now
      if let pace = load.pace {
        let due = began + UInt64(Double(sent) / pace * 1e9)
        guard due <= now else { return }
        // Our own clock ticks in milliseconds: that much is not the service's delay.
        start = min(now, due + 1_000_000)
      }
      idle.removeLast()
      let request = load.request(sent)
      sent += 1
      // A call that had to wait for a free connection waited: its time began when it was due.
      connections[index].connection.began = start
      connections[index].connection.counts = request.counts
      try connections[index].connection.send(request.bytes)
    }
  }

  private mutating func receive(_ index: Int) throws {
    guard let body = try connections[index].connection.receive() else { return }
    let now = Self.now()
    if connections[index].connection.isResult(body) != load.expectsErrors {
      result.answered += 1
    } else {
      result.unexpected += 1
      result.firstUnexpected = result.firstUnexpected ?? connections[index].connection.text(body)
    }
    if connections[index].connection.counts, let began = connections[index].connection.began {
      result.microseconds.append(Int32(clamping: (now - began) / 1000))
    }
    idle.append(index)
  }

  /// Waits for an answer, or for the next moment at which a call is due.
  private mutating func wait() throws {
    let patience: Int32 = load.pace != nil && !idle.isEmpty ? 1 : 100
    let count = unsafe poll(&polled, nfds_t(polled.count), patience)
    guard count >= 0 || errno == EINTR else { throw Finding("poll failed") }
    if count <= 0 { for index in polled.indices { polled[index].revents = 0 } }
  }

  /// The monotonic clock in nanoseconds.
  private static func now() -> UInt64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
