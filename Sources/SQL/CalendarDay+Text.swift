public import FoundationEssentials

extension CalendarDay: LosslessStringConvertible, CustomStringConvertible {
  /// The date in ISO 8601's extended format, "yyyy-MM-dd".
  public var description: String {
    let (year, month, day) = components
    var bytes: [UInt8] = []
    bytes.reserveCapacity(10)
    let digits = [year / 1000, year / 100 % 10, year / 10 % 10, year % 10, -1, month / 10, month % 10, -1, day / 10]
    for digit in digits + [day % 10] {
      bytes.append(digit < 0 ? UInt8(ascii: "-") : UInt8(ascii: "0") + UInt8(digit))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads exactly "yyyy-MM-dd"; nil for anything else and for days that don't exist.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    let hyphen = UInt8(ascii: "-")
    guard bytes.count == 10, bytes[4] == hyphen, bytes[7] == hyphen else { return nil }
    guard let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]) else { return nil }
    guard let day = Self.number(bytes[8..<10]) else { return nil }
    self.init(year: year, month: month, day: day)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var number = 0
    for digit in digits {
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number
  }
}

extension CalendarDay: Codable {
  /// Reads "yyyy-MM-dd".
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let day = CalendarDay(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a day in the form yyyy-MM-dd")
    }
    self = day
  }

  /// Writes "yyyy-MM-dd".
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension CalendarDay {
  /// The day that an instant falls on where clocks are so many seconds ahead of UTC (China: 28,800, without summer
  /// time since 1991).
  public init(_ instant: Date, offsetSeconds: Int) {
    let seconds = (instant.timeIntervalSince1970 + Double(offsetSeconds)) / 86_400
    let days = min(max(seconds.rounded(.down), -1_000_000), 3_000_000)
    self = (CalendarDay(year: 1970, month: 1, day: 1) ?? .first).adding(days: Int(days))
  }

  /// The current day where clocks are so many seconds ahead of UTC.
  public static func today(in offsetSeconds: Int, now: Date = Date()) -> CalendarDay {
    CalendarDay(now, offsetSeconds: offsetSeconds)
  }
}

extension CalendarDay: SQLEncodable, SQLDecodable {
  /// date
  public static var sqlType: UInt32 { SQLType.date }

  /// Days since 2000-01-01 in four bytes.
  public func encode(into bytes: inout [UInt8]) {
    bytes.append(bigEndian: Int32(daysSince1970 - Self.epochDifference))
  }

  /// Reads a date; infinities and years beyond 9999 are out of range.
  public init(sqlBytes: Span<UInt8>, oid: UInt32) throws(SQLDecodingError) {
    guard oid == SQLType.date else { throw SQLDecodingError(.wrongType(oid: oid), type: Self.self) }
    guard let days = sqlBytes.bigEndian(as: Int32.self) else { throw SQLDecodingError(.malformed, type: Self.self) }
    guard let day = CalendarDay(daysSince1970: Int(days) + Self.epochDifference) else {
      throw SQLDecodingError(.outOfRange, type: Self.self)
    }
    self = day
  }

  /// The first day of the calendar.
  public static var sqlBlank: CalendarDay { first }

  /// Days from 1970-01-01 to 2000-01-01, PostgreSQL's epoch.
  private static let epochDifference = 10_957
}
