/// Pauses between attempts to connect: each twice as long as the one before, up to a bound, and spread at random so
/// that many connections don't come back in the same moment.
struct Backoff {
  private let shortest: Duration
  private let longest: Duration
  private var attempts = 0

  init(shortest: Duration, longest: Duration) {
    self.shortest = shortest
    self.longest = max(shortest, longest)
  }

  /// The pause before the next attempt: half of the step, and of the other half as much as chance says, from 0 to 1.
  mutating func next(chance: Double) -> Duration {
    let step = min(shortest * (1 << min(attempts, 16)), longest)
    attempts += 1
    return step * (0.5 + 0.5 * chance)
  }

  mutating func reset() { attempts = 0 }
}
