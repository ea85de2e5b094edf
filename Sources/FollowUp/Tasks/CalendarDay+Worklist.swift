import SQL

extension CalendarDay {
  /// Before every window.
  static var distantPast: CalendarDay { CalendarDay(daysSince1970: 0) ?? .first }
  /// After every window.
  static var distantFuture: CalendarDay { CalendarDay(year: 2999, month: 12, day: 31) ?? .last }
  /// Full years from this day until another, as ages are counted.
  func fullYears(until other: CalendarDay) -> Int {
    let years = other.year - year
    return (other.month, other.day) < (month, day) ? years - 1 : years
  }
}
