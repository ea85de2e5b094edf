public import FoundationEssentials

extension Date: SQLEncodable, SQLDecodable {
  /// timestamp with time zone
  public static var sqlType: UInt32 { SQLType.timestamptz }

  /// Microseconds since 2000-01-01T00:00:00Z, rounded; instants beyond PostgreSQL's range become its first or last one.
  public func encode(into bytes: inout [UInt8]) {
    let microseconds = ((timeIntervalSinceReferenceDate + Self.epochDifference) * 1_000_000).rounded()
    let clamped = min(max(microseconds, Self.firstMicrosecond), Self.lastMicrosecond)
    bytes.append(bigEndian: Int64(clamped))
  }

  /// Reads a timestamp with time zone. One without is refused, as it names no instant; so are the infinities.
  public init(sqlBytes: Span<UInt8>, oid: UInt32) throws(SQLDecodingError) {
    guard oid == SQLType.timestamptz else { throw SQLDecodingError(.wrongType(oid: oid), type: Self.self) }
    guard let microseconds = sqlBytes.bigEndian(as: Int64.self) else {
      throw SQLDecodingError(.malformed, type: Self.self)
    }
    guard microseconds != .max, microseconds != .min else { throw SQLDecodingError(.outOfRange, type: Self.self) }
    let seconds = Double(microseconds / 1_000_000) - Self.epochDifference
    self.init(timeIntervalSinceReferenceDate: seconds + Double(microseconds % 1_000_000) / 1_000_000)
  }

  /// Seconds from PostgreSQL's epoch (2000) to Foundation's (2001): a leap year.
  private static let epochDifference: Double = 366 * 86_400
  /// 4713 BC, where PostgreSQL's calendar begins.
  private static let firstMicrosecond: Double = -211_813_488_000_000_000
  /// Just before the year 294277, where it ends, and representable as a Double.
  private static let lastMicrosecond: Double = 9_223_371_331_198_999_552
  /// The beginning of 2001.
  public static var sqlBlank: Date { Date(timeIntervalSinceReferenceDate: 0) }
}
