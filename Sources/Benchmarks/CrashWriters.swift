import FoundationEssentials
import Glibc
import JSONRPC
import Synchronization

/// Writers that record attempts, each at tasks of its own, until they are told to stop or have no tasks left.
final class CrashWriters: Sendable {
  private static let count = 4

  private let tasks: Range<Int>
  private let token: String
  private let isOver = Atomic(false)
  private let log = Mutex(Log())

  /// What was sent, and what was said to it.
  struct Log: Sendable {
    /// The attempt that the service acknowledged, by the task's number.
    var acknowledged: [Int: String] = [:]
    /// Tasks whose attempt was sent and not acknowledged: it may have been recorded or not.
    var open: Set<Int> = []
    /// Refusals that no crash explains.
    var refusals: [String] = []
  }

  init(tasks: Range<Int>, token: String) {
    self.tasks = tasks
    self.token = token
  }

  /// What has been sent so far.
  var state: Log { log.withLock { $0 } }

  /// Tells them to stop.
  func stop() { isOver.store(true, ordering: .relaxed) }

  /// Writes until the end.
  func run(port: Int) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<Self.count {
        group.addTask { try await onThread { [self] in write(writer, port) } }
      }
      try await group.waitForAll()
    }
  }

  /// Sends again what wasn't acknowledged, under the same keys, until all is.
  func repeatOpen(port: Int) async throws {
    try await onThread { [self] in
      var client: BlockingClient?
      for task in state.open.sorted() {
        for _ in 0..<600 {
          if client == nil { client = try? BlockingClient(port: port, token: token, patienceSeconds: 40) }
          if let client, record(task, client) { break }
          client = nil
          usleep(100_000)
        }
      }
    }
  }

  private func write(_ writer: Int, _ port: Int) {
    var client: BlockingClient?
    for task in tasks where task % Self.count == writer && !isOver.load(ordering: .relaxed) {
      if client == nil { client = try? BlockingClient(port: port, token: token, patienceSeconds: 40) }
      guard let sender = client else {
        usleep(20_000)
        continue
      }
      if !record(task, sender) {
        client = nil
        usleep(20_000)
      }
    }
  }

  /// - Returns: whether the service said yes or no; otherwise it must be asked again.
  private func record(_ task: Int, _ client: BlockingClient) -> Bool {
    log.withLock { _ = $0.open.insert(task) }
    do {
      let answer = try client.call(
        Calls.write, Calls.writeParams(FilledID.firstWritable + task, key: "crash-write-\(task)"))
      let attempt = answer["attemptId"]?.string ?? ""
      log.withLock {
        $0.open.remove(task)
        $0.acknowledged[task] = attempt
      }
      return true
    } catch let refusal as Refusal where !Self.passing.contains(refusal.symbol) {
      log.withLock {
        $0.open.remove(task)
        $0.refusals.append(refusal.description)
      }
      return true
    } catch {
      return false
    }
  }

  /// What a service says whose database has gone.
  private static let passing: Set<String> = ["DEPENDENCY_UNAVAILABLE", "OVERLOADED", "DEADLINE_EXCEEDED", "CANCELLED"]
}
