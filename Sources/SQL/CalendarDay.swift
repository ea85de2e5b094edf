/// A calendar day without time zone: PostgreSQL's `date`, "yyyy-MM-dd" in text.
///
/// Days are counted in the Gregorian calendar, also before it was introduced (ISO 8601 §3.2.1); years 1 to 9999.
public struct CalendarDay: Sendable, Hashable {
  /// Days since 1970-01-01; negative before.
  public let daysSince1970: Int

  /// The first day that can be written in four digits of year.
  public static let first = CalendarDay(unchecked: -719_162)
  /// The last one.
  public static let last = CalendarDay(unchecked: 2_932_896)

  private init(unchecked days: Int) { daysSince1970 = days }

  /// The day so many days after 1970-01-01; nil outside of the years 1 to 9999.
  public init?(daysSince1970 days: Int) {
    guard days >= Self.first.daysSince1970, days <= Self.last.daysSince1970 else { return nil }
    daysSince1970 = days
  }

  /// The day with this date; nil if there is none, as for 30 February.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    guard day >= 1, day <= Self.daysIn(month: month, year: year) else { return nil }
    daysSince1970 = Self.days(year: year, month: month, day: day)
  }

  /// The year, 1 to 9999.
  public var year: Int { components.year }
  /// The month, 1 to 12.
  public var month: Int { components.month }
  /// The day of the month, 1 to 31.
  public var day: Int { components.day }
  /// The day of the week by ISO 8601: 1 is Monday, 7 is Sunday.
  public var weekday: Int { ((daysSince1970 + 3) % 7 + 7) % 7 + 1 }

  /// Year, month and day at once.
  public var components: (year: Int, month: Int, day: Int) { Self.date(days: daysSince1970) }

  /// The day so many days later, or earlier if negative; stops at the first and last day.
  public func adding(days: Int) -> CalendarDay {
    let (sum, overflow) = daysSince1970.addingReportingOverflow(days)
    if overflow { return days > 0 ? Self.last : Self.first }
    return CalendarDay(unchecked: min(max(sum, Self.first.daysSince1970), Self.last.daysSince1970))
  }

  /// How many days later the other day is; negative if it is earlier.
  public func days(until other: CalendarDay) -> Int { other.daysSince1970 - daysSince1970 }

  /// How many days a month has; zero if there is no such month.
  public static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    case 1...12: 31
    default: 0
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }
}

extension CalendarDay {
  /// Counts by whole years that begin in March, so that the leap day is the last one of its year.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month > 2 ? year : year - 1
    let marchMonth = (month + 9) % 12
    let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
    return marchYear * 365 + leapDays + (marchMonth * 153 + 2) / 5 + day - 1 - daysFromMarchOfYearZero
  }

  /// The same count backwards: 400 years have 146,097 days.
  private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + daysFromMarchOfYearZero
    let cycle = shifted / 146_097
    let dayOfCycle = shifted % 146_097
    let yearOfCycle = (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (marchMonth * 153 + 2) / 5 + 1)
  }

  /// Days from 1 March of the year 0 to 1970-01-01.
  private static let daysFromMarchOfYearZero = 719_468
}

extension CalendarDay: Comparable {
  /// Earlier days are smaller.
  public static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.daysSince1970 < right.daysSince1970 }
}
