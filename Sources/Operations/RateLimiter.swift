import Synchronization

/// How often something may happen: evenly so many times a second, and so many at once after a pause.
public struct CallRate: Sendable, Hashable {
  let perSecond: Double
  let burst: Double

  /// - Parameters:
  ///   - perSecond: how fast it may go on.
  ///   - burst: how many may come at once.
  public init(perSecond: Int, burst: Int) {
    self.perSecond = Double(max(perSecond, 1))
    self.burst = Double(max(burst, 1))
  }

  /// A minute's worth at once, which fills again evenly.
  public init(perMinute: Int) {
    perSecond = Double(max(perMinute, 1)) / 60
    burst = Double(max(perMinute, 1))
  }
}

/// Counts what comes under each key in a token bucket of its own: a credential's calls, an address's attempts. Counted in this process:
/// of several processes each lets so much through.
public final class RateLimiter<Key: Hashable & Sendable>: Sendable {
  private struct Bucket {
    var rate: CallRate
    var tokens: Double
    var filledAt: ContinuousClock.Instant

    func filled(at now: ContinuousClock.Instant) -> Double {
      min(rate.burst, tokens + (now - filledAt) / .seconds(1) * rate.perSecond)
    }

    /// The milliseconds after which there is a whole token.
    func wait(with tokens: Double) -> Int {
      Int(((1 - tokens) / rate.perSecond * 1000).rounded(.up))
    }
  }

  private let rate: CallRate
  private let capacity: Int
  private let buckets = Mutex<[Key: Bucket]>([:])

  /// - Parameters:
  ///   - rate: for every key that has no rate of its own.
  ///   - capacity: beyond so many keys, those whose bucket is full again are forgotten.
  public init(_ rate: CallRate, capacity: Int = 50_000) {
    self.rate = rate
    self.capacity = capacity
  }

  /// Takes one from the key's bucket.
  /// - Parameter own: the key's own rate, where it has one.
  /// - Returns: nil when it may be, else the milliseconds after which the next one may.
  public func take(_ key: Key, at own: CallRate? = nil, now: ContinuousClock.Instant = .now) -> Int? {
    buckets.withLock { buckets in
      if buckets.count >= capacity { forget(&buckets, now) }
      let rate = own ?? self.rate
      var bucket = buckets[key] ?? Bucket(rate: rate, tokens: rate.burst, filledAt: now)
      bucket.tokens = bucket.filled(at: now)
      bucket.filledAt = now
      defer { buckets[key] = bucket }
      guard bucket.tokens >= 1 else { return bucket.wait(with: bucket.tokens) }
      bucket.tokens -= 1
      return nil
    }
  }

  /// Whether the key's bucket is empty; takes nothing from it.
  /// - Returns: nil when there is something in it, else the milliseconds after which there will be.
  public func wait(_ key: Key, now: ContinuousClock.Instant = .now) -> Int? {
    buckets.withLock { buckets in
      guard let bucket = buckets[key] else { return nil }
      let tokens = bucket.filled(at: now)
      return tokens >= 1 ? nil : bucket.wait(with: tokens)
    }
  }

  private func forget(_ buckets: inout [Key: Bucket], _ now: ContinuousClock.Instant) {
    buckets = buckets.filter { $0.value.filled(at: now) < $0.value.rate.burst }
    if buckets.count >= capacity { buckets.removeAll(keepingCapacity: true) }
  }
}
