import Operations
public import SQL

/// The day on which a test takes place: its region's, however long the test takes, and China's present day where there is no region.
public enum TestDay {
  @TaskLocal static var current: CalendarDay?

  /// The day.
  public static var today: CalendarDay { current ?? DayClock.china.today }
}

extension TestRegion {
  /// The region's day, which doesn't end while the test runs. The database's own `current_date` is UTC's.
  public var today: CalendarDay { dispatcher.calendar.today }
}
