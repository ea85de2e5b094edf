/// A day with as much of a time as the file gave: nothing, the hour (N041), or hour, minute and second (HQMS).
///
/// The hospital's local time; no zone is known to a front page.
public struct PlainDateTime: Sendable, Hashable, CustomStringConvertible {
  /// The day.
  public var date: PlainDate
  /// The hour, 0…23; nil when the file gave the day only.
  public var hour: Int?
  /// The minute, 0…59; nil when the file gave the hour only.
  public var minute: Int?
  /// The second, 0…59; nil when the file gave none.
  public var second: Int?

  /// A day, and what is known of its time.
  public init(date: PlainDate, hour: Int? = nil, minute: Int? = nil, second: Int? = nil) {
    self.date = date
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// ISO 8601 text as precise as the value: `2026-10-31`, `2026-10-31T08` or `2026-10-31T08:30:00`.
  public var description: String {
    guard let hour else { return date.description }
    guard let minute else { return "\(date)T\(twoDigits(hour))" }
    return "\(date)T\(twoDigits(hour)):\(twoDigits(minute)):\(twoDigits(second ?? 0))"
  }

  /// Whether this is certainly before the other: compared only as far as both are known.
  public func isCertainlyBefore(_ other: PlainDateTime) -> Bool {
    if date != other.date { return date < other.date }
    for (mine, theirs) in [(hour, other.hour), (minute, other.minute), (second, other.second)] {
      guard let mine, let theirs else { return false }
      if mine != theirs { return mine < theirs }
    }
    return false
  }

  /// Minutes from this to the other, missing parts counted as zero; nil when either has no hour.
  public func minutes(until other: PlainDateTime) -> Int? {
    guard let hour, let otherHour = other.hour else { return nil }
    let days = other.date.daysSince1970 - date.daysSince1970
    return days * 1440 + (otherHour - hour) * 60 + (other.minute ?? 0) - (minute ?? 0)
  }
}
