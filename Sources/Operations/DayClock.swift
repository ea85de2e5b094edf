public import FoundationEssentials
public import JSONRPC
public import SQL

/// The wall clock of a deployment's time zone: which day it is decides what is due.
public struct DayClock: Sendable {
  /// Seconds east of UTC.
  public let offsetSeconds: Int
  private let clock: @Sendable () -> Date
  /// The day that doesn't end; nil where days pass.
  private let lastingDay: CalendarDay?

  /// - Parameters:
  ///   - offsetSeconds: seconds east of UTC.
  ///   - clock: the present moment; tests set their own.
  public init(offsetSeconds: Int, clock: @escaping @Sendable () -> Date = { Date() }) {
    self.init(offsetSeconds: offsetSeconds, clock: clock, lastingDay: nil)
  }

  private init(offsetSeconds: Int, clock: @escaping @Sendable () -> Date, lastingDay: CalendarDay?) {
    self.offsetSeconds = offsetSeconds
    self.clock = clock
    self.lastingDay = lastingDay
  }

  /// China Standard Time, UTC+8 without summer time.
  public static let china = DayClock(offsetSeconds: 8 * 3600)

  /// The present moment.
  public var now: Date { clock() }

  /// The present day.
  public var today: CalendarDay { lastingDay ?? CalendarDay(now, offsetSeconds: offsetSeconds) }

  /// The same clock elsewhere.
  func moved(to offsetSeconds: Int) -> DayClock {
    DayClock(offsetSeconds: offsetSeconds, clock: clock, lastingDay: lastingDay)
  }

  /// The same clock with a day that doesn't end: what begins before midnight, such as a test, ends on the day on which it began.
  public func staying(on day: CalendarDay) -> DayClock {
    DayClock(offsetSeconds: offsetSeconds, clock: clock, lastingDay: day)
  }
}

extension CalendarDay {
  /// The day that the documents' examples speak of.
  public static let sample: CalendarDay = {
    guard let day = CalendarDay(year: 2026, month: 10, day: 1) else { preconditionFailure("1 October 2026 exists") }
    return day
  }()
}

extension CalendarDay: JSONSchemaProviding {
  /// A full-date of RFC 3339.
  public static var jsonSchema: JSONSchema {
    .string(format: "date", description: "A calendar day, yyyy-MM-dd", examples: ["2026-10-31"])
  }
}
