import SQL

/// A day as hospitals' spreadsheets write it.
enum DayText {
  /// 2015-07-01, 2015/7/1, 2015.7.1, 2015年7月1日, 20150701, any of them with a time behind it, and 2015.07 or 2015年7月, which mean the
  /// month's first day. Nil for anything else and for days that don't exist; a bare number of days is nobody's date.
  static func day(_ text: String) -> CalendarDay? {
    let date = text.split(separator: " ", maxSplits: 1).first.map(String.init) ?? ""
    if date.count == 8, date.allSatisfy(\.isWholeNumber), let number = Int(date) {
      return CalendarDay(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }
    var parts = date.split(omittingEmptySubsequences: false) { "-/.年月".contains($0) }.map(String.init)
    if parts.count == 3, parts[2].last == "日" || parts[2].last == "号" { parts[2].removeLast() }
    if parts.count == 3, parts[2].isEmpty, date.last == "月" { parts.removeLast() }
    let numbers = parts.compactMap { part in part.allSatisfy { $0.isASCII && $0.isNumber } ? Int(part) : nil }
    guard numbers.count == parts.count, parts.first?.count == 4 else { return nil }
    switch numbers.count {
    case 2: return CalendarDay(year: numbers[0], month: numbers[1], day: 1)
    case 3: return CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2])
    default: return nil
    }
  }
}
