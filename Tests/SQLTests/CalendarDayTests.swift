import FoundationEssentials
import SQL
import Testing

@Suite("Calendar days")
struct CalendarDayTests {
  @Test("Every day of four centuries follows the one before")
  func countsOn() throws {
    var day = try #require(CalendarDay(year: 1799, month: 12, day: 31))
    for year in 1800...2200 {
      for month in 1...12 {
        for date in 1...CalendarDay.daysIn(month: month, year: year) {
          let next = day.adding(days: 1)
          #expect(next == CalendarDay(year: year, month: month, day: date))
          #expect(next.components == (year, month, date))
          #expect(next.weekday == day.weekday % 7 + 1)
          day = next
        }
      }
    }
  }

  @Test(
    "Days that don't exist are refused",
    arguments: [
      (2023, 2, 29), (1900, 2, 29), (2024, 4, 31), (2024, 13, 1), (2024, 0, 1), (2024, 1, 0), (0, 1, 1), (10_000, 1, 1),
    ])
  func refuses(year: Int, month: Int, day: Int) {
    #expect(CalendarDay(year: year, month: month, day: day) == nil)
  }

  @Test("The Unix epoch was a Thursday, the leap day of 2000 a Tuesday")
  func knownDays() throws {
    let epoch = try #require(CalendarDay(year: 1970, month: 1, day: 1))
    #expect(epoch.daysSince1970 == 0 && epoch.weekday == 4)
    #expect(try #require(CalendarDay("2000-02-29")).weekday == 2)
    #expect(CalendarDay.first.description == "0001-01-01")
    #expect(CalendarDay.last.description == "9999-12-31")
  }

  @Test(
    "Text is exactly yyyy-MM-dd",
    arguments: ["2024-2-9", "2024-02-30", "20240209", "2024-02-09 ", "+024-02-09", "二〇二四"])
  func refusesText(text: String) {
    #expect(CalendarDay(text) == nil)
  }

  @Test("Adding stops at the ends instead of overflowing")
  func clamps() {
    #expect(CalendarDay.last.adding(days: .max) == .last)
    #expect(CalendarDay.first.adding(days: .min) == .first)
    #expect(CalendarDay.first.days(until: .last) == 3_652_058)
  }

  @Test("An instant falls on the day that clocks show, not on that of UTC")
  func respectsOffset() {
    let lateEvening = Date(timeIntervalSince1970: 16 * 3600)
    #expect(CalendarDay(lateEvening, offsetSeconds: 28_800).description == "1970-01-02")
    #expect(CalendarDay(lateEvening, offsetSeconds: 0).description == "1970-01-01")
    #expect(CalendarDay(Date(timeIntervalSince1970: -1), offsetSeconds: 0).description == "1969-12-31")
  }

  @Test("JSON is the text; anything else is an error")
  func codes() throws {
    let day = try #require(CalendarDay("2026-10-05"))
    #expect(String(decoding: try JSONEncoder().encode([day]), as: UTF8.self) == #"["2026-10-05"]"#)
    #expect(try JSONDecoder().decode([CalendarDay].self, from: Data(#"["2026-10-05"]"#.utf8)) == [day])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([CalendarDay].self, from: Data(#"["2026-02-30"]"#.utf8))
    }
  }

  @Test("Days are ordered and bound as days since 2000")
  func orders() throws {
    let earlier = try #require(CalendarDay("1999-12-31"))
    let later = try #require(CalendarDay("2000-01-01"))
    #expect(earlier < later)
    let query: SQL = "\(earlier), \(later)"
    #expect(query.bindings.map(\.bytes) == [[255, 255, 255, 255], [0, 0, 0, 0]])
  }
}
