import Dispatch
import Synchronization
import Testing

@testable import Vault

@Suite("The queue for passwords")
struct PasswordQueueTests {
  /// Work that holds its place until it is let go.
  final class Gate: Sendable {
    private let released = DispatchSemaphore(value: 0)
    func hold() { released.wait() }
    func release() { released.signal() }
  }

  func untilWaiting(_ count: Int, in queue: PasswordQueue) async {
    while queue.waitingCount != count { await Task.yield() }
  }

  func untilRunning(in queue: PasswordQueue) async {
    while queue.runningCount == 0 { await Task.yield() }
  }

  @Test("Who comes first goes first")
  func fairness() async throws {
    let queue = PasswordQueue(width: 1, limit: 100)
    let gate = Gate()
    let order = Recorder()
    async let first: Void = queue.run { gate.hold() }
    await untilRunning(in: queue)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<20 {
        group.addTask { try await queue.run { order.append(number) } }
        await untilWaiting(number + 1, in: queue)
      }
      gate.release()
      try await group.waitForAll()
    }
    try await first
    #expect(order.numbers == Array(0..<20))
  }

  @Test("No more than two of the process run at the same time, and all do run")
  func width() async throws {
    let queue = PasswordQueue.shared
    #expect(queue.width == 2 && queue.limit == 256)
    let meter = Meter()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<200 {
        group.addTask { try await queue.run { meter.measure() } }
      }
      try await group.waitForAll()
    }
    #expect(meter.most <= 2)
    #expect(meter.total == 200)
  }

  @Test("A full queue refuses at once and goes on afterwards")
  func limit() async throws {
    let queue = PasswordQueue(width: 1, limit: 1)
    let gate = Gate()
    async let running: Void = queue.run { gate.hold() }
    await untilRunning(in: queue)
    async let waiting: Int = queue.run { 2 }
    await untilWaiting(1, in: queue)
    await #expect(throws: PasswordError.busy) { try await queue.run { 3 } }
    gate.release()
    try await running
    #expect(try await waiting == 2)
    #expect(try await queue.run { 4 } == 4)
  }

  @Test("Who is cancelled while waiting leaves the queue without running")
  func cancellation() async throws {
    let queue = PasswordQueue(width: 1, limit: 10)
    let gate = Gate()
    let order = Recorder()
    async let running: Void = queue.run { gate.hold() }
    await untilRunning(in: queue)
    let waiting = Task { try await queue.run { order.append(1) } }
    await untilWaiting(1, in: queue)
    waiting.cancel()
    await #expect(throws: PasswordError.cancelled) { try await waiting.value }
    #expect(queue.waitingCount == 0)
    gate.release()
    try await running
    #expect(order.numbers.isEmpty)
  }

  @Test("Who comes cancelled already is refused")
  func cancelledBefore() async {
    let queue = PasswordQueue(width: 1, limit: 10)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await queue.run { 1 }
    }
    task.cancel()
    await #expect(throws: PasswordError.cancelled) { try await task.value }
  }
}

/// Remembers in which order works ran.
private final class Recorder: Sendable {
  private let list = Mutex<[Int]>([])
  var numbers: [Int] { list.withLock { $0 } }
  func append(_ number: Int) { list.withLock { $0.append(number) } }
}

/// Counts how many works run at the same time.
private final class Meter: Sendable {
  private let state = Mutex((now: 0, most: 0, total: 0))
  var most: Int { state.withLock { $0.most } }
  var total: Int { state.withLock { $0.total } }
  func measure() {
    state.withLock {
      $0.now += 1
      $0.total += 1
      $0.most = max($0.most, $0.now)
    }
    _ = Scrypt.derive([1], salt: [2], cost: .testing, count: 32)
    state.withLock { $0.now -= 1 }
  }
}
