package import FoundationEssentials
import Synchronization

/// Lets some calls of a credential run, some wait in their order, and refuses what is beyond: one client with a loop
/// can't take the service from the others.
package final class ConcurrencyLimiter: Sendable {
  /// What became of asking for a place.
  package enum Admission: Sendable {
    case admitted, full, deadlinePassed, cancelled
  }

  /// Tells a place in the queue from the others, and whether its owner has gone before it came to be.
  private final class Ticket: Sendable {
    let isWithdrawn = Atomic(false)
  }

  private struct Seats {
    var running = 0
    var waiting: [(ticket: Ticket, continuation: CheckedContinuation<Admission, Never>)] = []
  }

  private let running: Int
  private let total: Int
  private let seats = Mutex<[UUID: Seats]>([:])

  /// - Parameters:
  ///   - running: how many run at once.
  ///   - total: how many run or wait.
  package init(running: Int, total: Int) {
    self.running = running
    self.total = max(running, total)
  }

  /// Asks for a place; whoever is admitted must ``leave(_:)``.
  /// - Parameter isPatient: waits in the queue however long it is: a part of a file comes after the one before it, so that there is
  ///   one of a file at a time.
  package func enter(_ credential: UUID, deadline: ContinuousClock.Instant, isPatient: Bool = false) async -> Admission
  {
    let isAdmitted = seats.withLock { seats in
      guard seats[credential, default: Seats()].running < running else { return false }
      seats[credential, default: Seats()].running += 1
      return true
    }
    return isAdmitted ? .admitted : await wait(credential, deadline, isPatient)
  }

  /// Gives the place to the one who has waited longest.
  package func leave(_ credential: UUID) {
    let next: CheckedContinuation<Admission, Never>? = seats.withLock { seats in
      guard var mine = seats.removeValue(forKey: credential) else { return nil }
      let next = mine.waiting.isEmpty ? nil : mine.waiting.removeFirst().continuation
      if next == nil { mine.running -= 1 }
      if mine.running > 0 { seats[credential] = mine }
      return next
    }
    next?.resume(returning: .admitted)
  }

  /// How many run and wait.
  package var count: Int { seats.withLock { $0.values.reduce(0) { $0 + $1.running + $1.waiting.count } } }

  private func wait(
    _ credential: UUID, _ deadline: ContinuousClock.Instant, _ isPatient: Bool
  ) async -> Admission {
    let ticket = Ticket()
    let timer = Task {
      try await Task.sleep(until: deadline, clock: .continuous)
      withdraw(credential, ticket, .deadlinePassed)
    }
    defer { timer.cancel() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let admission = queue(credential, ticket, isPatient, continuation)
        if let admission { continuation.resume(returning: admission) }
      }
    } onCancel: {
      withdraw(credential, ticket, .cancelled)
    }
  }

  /// Takes a place in the queue; an admission when there is nothing to wait for.
  private func queue(
    _ credential: UUID, _ ticket: Ticket, _ isPatient: Bool, _ continuation: CheckedContinuation<Admission, Never>
  ) -> Admission? {
    seats.withLock { seats in
      if ticket.isWithdrawn.load(ordering: .relaxed) { return Task.isCancelled ? .cancelled : .deadlinePassed }
      var mine = seats[credential] ?? Seats()
      defer { seats[credential] = mine }
      if mine.running < running {
        mine.running += 1
        return .admitted
      }
      guard isPatient || mine.running + mine.waiting.count < total else { return .full }
      mine.waiting.append((ticket, continuation))
      return nil
    }
  }

  private func withdraw(_ credential: UUID, _ ticket: Ticket, _ reason: Admission) {
    let continuation: CheckedContinuation<Admission, Never>? = seats.withLock { seats in
      ticket.isWithdrawn.store(true, ordering: .relaxed)
      guard let index = seats[credential]?.waiting.firstIndex(where: { $0.ticket === ticket }) else { return nil }
      return seats[credential]?.waiting.remove(at: index).continuation
    }
    continuation?.resume(returning: reason)
  }
}
