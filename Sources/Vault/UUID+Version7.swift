public import FoundationEssentials
internal import Synchronization

extension UUID {
  /// A time-ordered id of the present (RFC 9562, version 7): 48 bits of milliseconds, 12 bits of counter, 62 random.
  ///
  /// Each sorts after the one before in this process, also when the clock is set back. Rows that are made together lie
  /// together in an index, and an id tells only when it was made.
  public static func version7() -> UUID {
    present.withLock { $0.next(milliseconds: milliseconds(of: Date()), mayRunAhead: true) }
  }

  /// A time-ordered id of a given moment, for a clock that is passed in; ids made one after the other for the same
  /// millisecond are in order. Moments before 1970 count as 1970.
  public static func version7(at date: Date) -> UUID {
    given.withLock { $0.next(milliseconds: milliseconds(of: date), mayRunAhead: false) }
  }

  private static let present = Mutex(UUIDSequence())
  private static let given = Mutex(UUIDSequence())

  private static func milliseconds(of date: Date) -> UInt64 {
    UInt64(min(max(date.timeIntervalSince1970 * 1000, 0), 0xFFFF_FFFF_FFFF))
  }
}

/// Milliseconds and counter of the last id, as one 60-bit number, so that a full counter carries into the time.
struct UUIDSequence {
  private var last: UInt64 = 0
  private var random: [UInt8] = []

  /// `mayRunAhead`: a clock set back doesn't set back the ids. The counter starts at random in its lower half (RFC 9562,
  /// 6.2, method 1), so that two processes rarely count alike and there is room for 2,048 more.
  mutating func next(milliseconds: UInt64, mayRunAhead: Bool) -> UUID {
    let seed = takeRandom(2).reduce(0) { $0 << 8 | UInt64($1) } & 0x7FF
    let isSameTime = mayRunAhead ? milliseconds << 12 <= last : milliseconds == last >> 12
    last = isSameTime ? last + 1 : milliseconds << 12 | seed
    let time = last >> 12
    let tail = Array(takeRandom(8))
    return UUID(
      uuid: (
        UInt8(truncatingIfNeeded: time >> 40), UInt8(truncatingIfNeeded: time >> 32),
        UInt8(truncatingIfNeeded: time >> 24), UInt8(truncatingIfNeeded: time >> 16),
        UInt8(truncatingIfNeeded: time >> 8), UInt8(truncatingIfNeeded: time),
        0x70 | UInt8(truncatingIfNeeded: last >> 8 & 0xF), UInt8(truncatingIfNeeded: last),
        0x80 | tail[0] & 0x3F, tail[1], tail[2], tail[3], tail[4], tail[5], tail[6], tail[7]
      ))
  }

  private mutating func takeRandom(_ count: Int) -> ArraySlice<UInt8> {
    if random.count < count { random = SecureRandom.bytes(1000) }
    defer { random.removeLast(count) }
    return random.suffix(count)
  }
}
