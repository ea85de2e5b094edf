internal import Dispatch
internal import Synchronization

/// Lets a few heavy computations run at a time, the rest wait in the order in which they came.
///
/// They run on threads beside Swift's cooperative ones, which must not be held for tenths of a second; who waits holds no
/// thread at all, and leaves the queue when cancelled.
final class PasswordQueue: Sendable {
  /// The one of the process: two at a time keep sign-in within 64 MiB; 256 waiting are half a minute's work.
  static let shared = PasswordQueue(width: 2, limit: 256)

  /// Tells one caller's place in the queue from the others', and whether the caller went away before it came.
  private final class Ticket: Sendable {
    let isCancelled = Atomic(false)
  }

  private struct Entry {
    let ticket: Ticket
    let start: @Sendable () -> Void
    let refuse: @Sendable (PasswordError) -> Void
  }

  private struct State {
    var running = 0
    var waiting: [Entry] = []
  }

  let width: Int
  let limit: Int
  private let state = Mutex(State())
  private let threads = DispatchQueue(label: "huifang.passwords", attributes: .concurrent)

  init(width: Int, limit: Int) {
    self.width = width
    self.limit = limit
  }

  /// How many run.
  var runningCount: Int { state.withLock { $0.running } }
  /// How many wait.
  var waitingCount: Int { state.withLock { $0.waiting.count } }

  func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async throws(PasswordError) -> Value {
    let ticket = Ticket()
    let result: Result<Value, PasswordError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        enter(
          Entry(
            ticket: ticket,
            start: { [self] in
              threads.async {
                let value = work()
                self.leave()
                continuation.resume(returning: .success(value))
              }
            },
            refuse: { continuation.resume(returning: .failure($0)) }))
      }
    } onCancel: {
      cancel(ticket)
    }
    return try result.get()
  }

  private func enter(_ entry: Entry) {
    let action: (@Sendable () -> Void)? = state.withLock { state in
      if entry.ticket.isCancelled.load(ordering: .relaxed) { return { entry.refuse(.cancelled) } }
      if state.running < width {
        state.running += 1
        return entry.start
      }
      guard state.waiting.count < limit else { return { entry.refuse(.busy) } }
      state.waiting.append(entry)
      return nil
    }
    action?()
  }

  private func leave() {
    let next: Entry? = state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.running -= 1
        return nil
      }
      return state.waiting.removeFirst()
    }
    next?.start()
  }

  /// Who waits leaves the queue; who hasn't come yet is refused on arrival; who runs is let run.
  private func cancel(_ ticket: Ticket) {
    let entry: Entry? = state.withLock { state in
      ticket.isCancelled.store(true, ordering: .relaxed)
      guard let index = state.waiting.firstIndex(where: { $0.ticket === ticket }) else { return nil }
      return state.waiting.remove(at: index)
    }
    entry?.refuse(.cancelled)
  }
}
