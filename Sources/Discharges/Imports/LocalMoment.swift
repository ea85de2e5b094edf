import FrontPages
import SQL

/// A moment on the hospital's own clock, which has no zone, as PostgreSQL's `timestamp` takes it.
struct LocalMoment: SQLEncodable {
  /// `timestamp` in `pg_type`.
  static let sqlType: UInt32 = 1114
  /// The days from 1970-01-01 to PostgreSQL's epoch, 2000-01-01.
  private static let epoch = 10_957

  private let minutes: Int

  init(_ date: PlainDate, minutes: Int) {
    self.minutes = (date.daysSince1970 - Self.epoch) * 1440 + minutes
  }

  func encode(into bytes: inout [UInt8]) {
    (minutes * 60_000_000).encode(into: &bytes)
  }
}
