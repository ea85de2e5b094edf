import Synchronization

/// Counts calls without a credential by address: a bucket of a minute's worth that fills again evenly. It bounds
/// guessing of passwords across accounts, which the lock of a single account doesn't see.
final class AnonymousLimiter: Sendable {
  private struct Bucket {
    var tokens: Double
    var filledAt: ContinuousClock.Instant
  }

  /// Beyond so many addresses, those whose bucket is full again are forgotten.
  private static let addresses = 50_000

  private let perMinute: Double
  private let buckets = Mutex<[[UInt8]: Bucket]>([:])

  init(perMinute: Int) {
    self.perMinute = Double(perMinute)
  }

  /// Takes a call from the address's minute.
  /// - Returns: nil when it may run, else the milliseconds after which the next one may.
  func take(_ address: [UInt8]) -> Int? {
    let now = ContinuousClock.now
    return buckets.withLock { buckets in
      if buckets.count >= Self.addresses { forget(&buckets, now) }
      var bucket = buckets[address] ?? Bucket(tokens: perMinute, filledAt: now)
      bucket.tokens = min(perMinute, bucket.tokens + (now - bucket.filledAt) / .seconds(60) * perMinute)
      bucket.filledAt = now
      defer { buckets[address] = bucket }
      guard bucket.tokens >= 1 else { return Int(((1 - bucket.tokens) / perMinute * 60_000).rounded(.up)) }
      bucket.tokens -= 1
      return nil
    }
  }

  /// Whether the address has used its minute up; takes nothing from it.
  /// - Returns: nil when a call may run, else the milliseconds after which the next one may.
  func wait(_ address: [UInt8]) -> Int? {
    let now = ContinuousClock.now
    return buckets.withLock { buckets in
      guard let bucket = buckets[address] else { return nil }
      let tokens = bucket.tokens + (now - bucket.filledAt) / .seconds(60) * perMinute
      return tokens >= 1 ? nil : Int(((1 - tokens) / perMinute * 60_000).rounded(.up))
    }
  }

  private func forget(_ buckets: inout [[UInt8]: Bucket], _ now: ContinuousClock.Instant) {
    buckets = buckets.filter { (now - $0.value.filledAt) / .seconds(60) * perMinute + $0.value.tokens < perMinute }
    if buckets.count >= Self.addresses { buckets.removeAll(keepingCapacity: true) }
  }
}
