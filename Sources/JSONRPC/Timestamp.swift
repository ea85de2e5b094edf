internal import FoundationEssentials

/// Instants between their RFC 3339 text and `Date`; written in UTC with milliseconds, read with any offset.
enum Timestamp {
  private static let secondsPerDay = 86_400
  /// 2001-01-01, from which `Date` counts, in seconds since 1970.
  private static let referenceDate = 978_307_200
  /// 0000-01-01 and 10000-01-01 in milliseconds since 1970: what four digits of a year can tell.
  private static let milliseconds = -62_167_219_200_000..<253_402_300_800_000

  /// Appends `2026-11-22T02:01:00.123Z`, rounded to the millisecond; false when the year doesn't have four digits.
  static func append(_ date: Date, to bytes: inout [UInt8]) -> Bool {
    let exact = (date.timeIntervalSinceReferenceDate * 1000).rounded() + Double(referenceDate) * 1000
    guard let total = Int(exactly: exact), milliseconds.contains(total) else { return false }
    let (days, millisecond) = floorDivide(total, by: secondsPerDay * 1000)
    let (year, month, day) = CivilDate.fromDays(days)
    let second = millisecond / 1000
    append(year, digits: 4, to: &bytes)
    bytes.append(.minus)
    append(month, digits: 2, to: &bytes)
    bytes.append(.minus)
    append(day, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    append(second / 3600, digits: 2, to: &bytes)
    bytes.append(.colon)
    append(second / 60 % 60, digits: 2, to: &bytes)
    bytes.append(.colon)
    append(second % 60, digits: 2, to: &bytes)
    bytes.append(.period)
    append(millisecond % 1000, digits: 3, to: &bytes)
    bytes.append(UInt8(ascii: "Z"))
    return true
  }

  /// `2026-11-22T10:01:00+08:00`, with up to nine decimals of a second; nil for anything else, a missing offset, a day
  /// that the calendar doesn't have and a leap second, which `Date` can't tell from its neighbour.
  static func parse(_ text: ArraySlice<UInt8>) -> Date? {
    var reader = DigitReader(text)
    guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
      let day = reader.number(2), reader.skip("T") || reader.skip("t"), CivilDate.exists(year, month, day),
      let hour = reader.number(2), hour < 24, reader.skip(":"), let minute = reader.number(2), minute < 60,
      reader.skip(":"), let second = reader.number(2), second < 60,
      let fraction = reader.fraction(), let offset = reader.offset(), reader.isAtEnd
    else { return nil }
    let days = CivilDate.days(year, month, day)
    let whole = days * secondsPerDay + hour * 3600 + minute * 60 + second - offset
    return Date(timeIntervalSinceReferenceDate: Double(whole - referenceDate) + fraction)
  }

  private static func append(_ value: Int, digits: Int, to bytes: inout [UInt8]) {
    var divisor = digits == 4 ? 1000 : digits == 3 ? 100 : 10
    while divisor > 0 {
      bytes.append(.zero + UInt8(value / divisor % 10))
      divisor /= 10
    }
  }

  private static func floorDivide(_ value: Int, by divisor: Int) -> (Int, Int) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
