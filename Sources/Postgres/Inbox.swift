import CLibPQ
import Glibc
import Synchronization

/// What others tell the loop.
enum Command: Sendable {
  case submit(Submission)
  case cancel(Ticket)
  case start(CheckedContinuation<Result<Void, DatabaseError>, Never>)
  case close(CheckedContinuation<Void, Never>)
  case listen(Subscription)
  case unlisten(Subscription)
  /// A host name was looked up for the connection in this slot; nil if it couldn't be.
  case resolved(slot: Int, generation: UInt32, address: String?)
  /// The request to cancel a statement has reached the server, or never will.
  case cancelRequestEnded(slot: Int, generation: UInt32)
  /// A part of a task that prefers the loop's thread.
  case run(UnownedJob, LoopExecutor)
  case stop
}

extension Command {
  /// Answers what came after the end.
  func refuse() {
    let error = DatabaseError(.unavailable)
    switch self {
    case .submit(let submission):
      if case .rollback = submission.operation { return submission.continuation.resume(returning: .success(.done)) }
      submission.continuation.resume(returning: .failure(error))
    case .start(let continuation): continuation.resume(returning: .failure(error))
    case .close(let continuation): continuation.resume()
    case .listen(let subscription): subscription.continuation.finish()
    case .run(let job, let executor):
      // The loop has gone; the task must go on all the same.
      BackgroundThread.start { unsafe job.runSynchronously(on: executor.asUnownedTaskExecutor()) }
    case .cancel, .unlisten, .resolved, .cancelRequestEnded, .stop: break
    }
  }
}

/// The way to the loop's thread: a locked list and an eventfd. While the loop is awake nothing but the list is touched,
/// so that a busy loop costs its callers no system call.
final class Inbox: Sendable {
  private struct State {
    var commands: [Command] = []
    var isAsleep = false
    var isClosed = false
  }

  private let state = Mutex(State())
  /// Becomes readable when the loop should wake up.
  let wakeDescriptor: Int32

  init() {
    wakeDescriptor = eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC))
  }

  deinit { _ = Glibc.close(wakeDescriptor) }

  func send(_ command: Command) {
    enum Outcome { case queued, mustWake, closed }
    let outcome: Outcome = state.withLock { state in
      if state.isClosed { return .closed }
      state.commands.append(command)
      defer { state.isAsleep = false }
      return state.isAsleep ? .mustWake : .queued
    }
    switch outcome {
    case .queued: break
    case .mustWake: eventfd_write(wakeDescriptor, 1)
    case .closed: command.refuse()
    }
  }

  /// The loop ends: what is in the list and what comes later is refused where it comes from.
  func close() {
    let commands = state.withLock { state in
      state.isClosed = true
      defer { state.commands = [] }
      return state.commands
    }
    for command in commands { command.refuse() }
  }

  /// Exchanges the list for an empty one. If there is nothing, notes that the loop goes to sleep and returns false.
  func take(into commands: inout [Command], thenSleep: Bool) -> Bool {
    state.withLock { state in
      guard !state.commands.isEmpty else {
        state.isAsleep = thenSleep
        return false
      }
      state.isAsleep = false
      swap(&state.commands, &commands)
      return true
    }
  }

  /// Notes that the loop woke up by itself.
  func wake() {
    state.withLock { $0.isAsleep = false }
  }

  /// Makes the descriptor unreadable again.
  func clearWakeUp() {
    var value: eventfd_t = 0
    unsafe eventfd_read(wakeDescriptor, &value)
  }
}
