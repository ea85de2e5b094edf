import FrontPages
import SQL

/// A moment on the hospital's own clock, which has no zone, as PostgreSQL's `timestamp` takes it.
struct LocalMoment: SQLEncodable {
  /// `timestamp` in `pg_type`.
  static let sqlType: UInt32 = 1114
  /// The days from 1970-01-01 to PostgreSQL's epoch, 2000-01-01.
  private static let epoch = 10_957

  private let seconds: Int

  init(_ date: PlainDate, seconds: Int) {
    self.seconds = (date.daysSince1970 - Self.epoch) * 86_400 + seconds
  }

  func encode(into bytes: inout [UInt8]) {
    (seconds * 1_000_000).encode(into: &bytes)
  }
}
