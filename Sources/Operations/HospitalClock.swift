public import SQL

/// The hospital's calendar for statements that run in no person's call, such as an import's: the one place that names the time zone.
public enum HospitalClock {
  private static let zone: SQL = "(select app.time_zone())"

  /// Today.
  public static let today: SQL = "(select app.today())"

  /// The calendar day of a moment.
  public static func day(of moment: SQL) -> SQL {
    "(\(moment) at time zone \(zone))::date"
  }

  /// The moment at which a day begins.
  public static func start(of day: SQL) -> SQL {
    "(\(day))::timestamp at time zone \(zone)"
  }
}
