/// Reads the dates that real exports hold: 20171027, 2017-10-27, 2017/10/27, 10/27/2017, 2017年10月27日, with or without a time.
enum DateReading {
  /// The day and as much of a time as the text gives; nil when it is no date. Never a guess: 27/10/2017 is none, since a
  /// four-digit year at the end is read month first, as the exporters that write it so do.
  ///
  /// 1900-01-01 is what spreadsheets and many systems write for no date at all.
  static func read(_ text: String) -> PlainDateTime? {
    guard let moment = readAny(text), moment.date != nothing else { return nil }
    return moment
  }

  private static let nothing = PlainDate(year: 1900, month: 1, day: 1)

  /// Whether the text is the number by which a spreadsheet counts days, 43035 for 2017-10-27, of the years 1954 to 2064: shown when the
  /// column lost its date format. It is not taken, since two calendars count differently.
  static func isSerial(_ text: String) -> Bool {
    let whole = text.prefix { $0 != "." }
    guard whole.utf8.count == 5, let number = Int(whole) else { return false }
    return (20_000...60_000).contains(number)
  }

  private static func readAny(_ text: String) -> PlainDateTime? {
    guard let parts = DateParts(withoutZone(text)) else { return nil }
    switch parts.widths[0] {
    case 14, 12, 10, 8: return compact(parts)
    case 4: return dated(parts, year: parts[0], month: parts[1], day: parts[2], timeAt: 3)
    case 1, 2:
      guard parts.count >= 3, parts.widths[2] == 4, parts.isSeparatedLikeMonthFirst else { return nil }
      return dated(parts, year: parts[2], month: parts[0], day: parts[1], timeAt: 3)
    default: return nil
    }
  }

  /// ISO 8601 with the country's one zone is the hospital's own clock; another zone is none.
  private static func withoutZone(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "+")),
      let zone = ["+08:00", "+0800", "+08"].first(where: { text.hasSuffix($0) })
    else { return text }
    return String(text.dropLast(zone.count))
  }

  /// The day alone of a text whose time may be none (24:00:00); nil when the day is none either.
  static func readDay(_ text: String) -> PlainDate? {
    if let moment = read(text) { return moment.date }
    // In another zone's time it may be another day.
    guard !text.contains("+"), !text.contains("Z"),
      let end = text.firstIndex(where: { $0 == " " || $0 == "T" || $0 == "日" })
    else {
      return nil
    }
    return read(String(text[..<end]))?.date
  }

  /// An hour column: `8`, `08`, `8.0`, `08:30` or `8时`; nil when it is no hour of a day.
  static func readHour(_ text: String) -> (hour: Int, minute: Int?)? {
    guard let parts = DateParts(text), parts.count <= 3, parts.widths[0] <= 2, parts[0] <= 23 else { return nil }
    guard parts.count >= 2, !text.utf8.contains(UInt8(ascii: ".")) else { return (parts[0], nil) }
    return parts[1] <= 59 ? (parts[0], parts[1]) : nil
  }

  private static func compact(_ parts: DateParts) -> PlainDateTime? {
    var number = parts[0]
    var time: [Int] = []
    for _ in 0..<(parts.widths[0] - 8) / 2 {
      time.insert(number % 100, at: 0)
      number /= 100
    }
    guard let date = PlainDate(year: number / 10_000, month: number / 100 % 100, day: number % 100) else { return nil }
    if time.isEmpty { return dated(parts, date, timeAt: 1) }
    return dateTime(date, time, isAfternoon: nil)
  }

  private static func dated(_ parts: DateParts, year: Int, month: Int, day: Int, timeAt start: Int) -> PlainDateTime? {
    guard parts.count >= 3, let date = PlainDate(year: year, month: month, day: day) else { return nil }
    return dated(parts, date, timeAt: start)
  }

  private static func dated(_ parts: DateParts, _ date: PlainDate, timeAt start: Int) -> PlainDateTime? {
    // "20171027.0" is a day that went through a spreadsheet as a number.
    if start == 1, parts.count == 2, parts[1] == 0, parts.widths[1] == 1 { return PlainDateTime(date: date) }
    return dateTime(
      date, (start..<max(start, min(parts.count, start + 3))).map { parts[$0] }, isAfternoon: parts.isAfternoon)
  }

  private static func dateTime(_ date: PlainDate, _ time: [Int], isAfternoon: Bool?) -> PlainDateTime? {
    guard var hour = time.first else { return PlainDateTime(date: date) }
    if let isAfternoon, hour <= 12 { hour = hour % 12 + (isAfternoon ? 12 : 0) }
    guard hour <= 23, time.dropFirst().allSatisfy({ $0 <= 59 }) else { return nil }
    return PlainDateTime(
      date: date, hour: hour, minute: time.count > 1 ? time[1] : nil, second: time.count > 2 ? time[2] : nil)
  }
}

/// A date's numbers in order, nothing but the separators of dates between them.
struct DateParts {
  private var values = InlineArray<8, Int>(repeating: 0)
  private(set) var widths = InlineArray<8, Int>(repeating: 0)
  private(set) var count = 0
  /// Whether the first two separators are those of 10/27/2017 or 10-27-2017, and not the 月 of 05-10月-2026, which has the day first.
  var isSeparatedLikeMonthFirst: Bool { slashesOrHyphens == 2 }
  private var slashesOrHyphens = 0
  /// PM or 下午 (true), AM or 上午 (false); nil for a clock of 24 hours.
  private(set) var isAfternoon: Bool?

  subscript(index: Int) -> Int { values[index] }

  /// Nil when the text holds anything else, no number, or more than seven.
  init?(_ text: String) {
    var wasDigit = false
    var separators = 0
    for scalar in text.unicodeScalars {
      var value = scalar.value
      if (0xFF10...0xFF19).contains(value) { value -= 0xFF10 - 0x30 }
      if value >= 0x30, value <= 0x39 {
        if !wasDigit {
          guard count < 7 else { return nil }
          count += 1
        }
        guard widths[count - 1] < 14 else { return nil }
        values[count - 1] = values[count - 1] * 10 + Int(value - 0x30)
        widths[count - 1] += 1
        wasDigit = true
        continue
      }
      wasDigit = false
      switch scalar {
      case "-", "/", "／", "－":
        if count == separators + 1, separators < 2 { slashesOrHyphens += 1 }
      case ".", "年", "月", "日", "号", " ", "T", ":", "：", "时", "点", "分", "秒", "\u{3000}", "M", "m", "上", "下", "午":
        if scalar == "上" { isAfternoon = false }
        if scalar == "下" { isAfternoon = true }
      case "A", "a": isAfternoon = false
      case "P", "p": isAfternoon = true
      default: return nil
      }
      separators += 1
    }
    guard count > 0 else { return nil }
  }
}
