import Testing

@testable import FrontPages

@Suite("Dates of front pages")
struct DateTests {
  @Test(
    "Every form seen in exports is read",
    arguments: [
      ("20171027", "2017-10-27"), ("2017-10-27", "2017-10-27"), ("2017/10/27", "2017-10-27"),
      ("2017/1/7", "2017-01-07"), ("10/27/2017", "2017-10-27"), ("2017年10月27日", "2017-10-27"),
      ("2017年1月7日", "2017-01-07"), ("2017.10.27", "2017-10-27"), ("20171027.0", "2017-10-27"),
      ("2017-10-27 08:30:05", "2017-10-27T08:30:05"), ("2017-10-27T08:30:05", "2017-10-27T08:30:05"),
      ("2017-10-27 08:30:05.0", "2017-10-27T08:30:05"), ("2017-10-27 08:30", "2017-10-27T08:30:00"),
      ("2017/10/27 8:05", "2017-10-27T08:05:00"), ("20171027083005", "2017-10-27T08:30:05"),
      ("201710270830", "2017-10-27T08:30:00"), ("2017102708", "2017-10-27T08"),
      ("20171027 08:30:05", "2017-10-27T08:30:05"), ("2017年10月27日 8时30分", "2017-10-27T08:30:00"),
      ("2017年10月27日8时", "2017-10-27T08"), ("10/27/2017 1:05:00 PM", "2017-10-27T13:05:00"),
      ("10/27/2017 12:05:00 AM", "2017-10-27T00:05:00"), ("2017/10/27 下午 3:20:00", "2017-10-27T15:20:00"),
      ("20171027", "2017-10-27"), ("2024-02-29", "2024-02-29"),
    ])
  func reads(text: String, expected: String) {
    #expect(DateReading.read(text)?.description == expected)
  }

  @Test(
    "What is no date is never guessed",
    arguments: [
      "not a date", "27/10/2017", "2017-13-01", "2017-02-29", "20170230", "0000-00-00", "1899-12-30", "45943", "2017",
      "2017-10", "27-OCT-17", "17-10-27", "05-10月-2026", "5/10月/2026", "2017-10-27T01:00:00Z", "1900-01-01",
      "1900/1/1 00:00:00", "2017-10-27 25:00:00", "2017-10-27 08:61:00", "", "1.0", "10:27:2017",
      "99999999999999999999", "2017-10-27 08:00:00:00:00:00",
    ])
  func refuses(text: String) {
    #expect(DateReading.read(text) == nil)
  }

  @Test(
    "A spreadsheet's number for a day is told as such",
    arguments: [
      ("43035", true), ("46305.5", true), ("43035.0", true), ("20171027", false), ("4303", false), ("99999", false),
    ])
  func serials(text: String, isSerial: Bool) {
    #expect(DateReading.isSerial(text) == isSerial)
    if isSerial {
      let told = RejectionRule.dateInvalid.chinese(field: .discharged, value: text)
      #expect(told.contains("序号") && DateReading.read(text) == nil)
    }
  }

  @Test(
    "An hour column may be written in several ways",
    arguments: [("8", 8), ("08", 8), ("8.0", 8), ("08:30", 8), ("8时", 8), ("23", 23), ("0", 0)])
  func readsHours(text: String, expected: Int) {
    #expect(DateReading.readHour(text)?.hour == expected)
  }

  @Test("24 and words are no hours", arguments: ["24", "99", "上午八", "x", ""])
  func refusesHours(text: String) {
    #expect(DateReading.readHour(text) == nil)
  }

  @Test("Days since 1970 lead to a day and back")
  func daysRoundTrip() {
    for days in stride(from: -25_567, to: 84_000, by: 1) {
      #expect(PlainDate(daysSince1970: days)?.daysSince1970 == days)
    }
    #expect(PlainDate(daysSince1970: 0)?.description == "1970-01-01")
    #expect(PlainDate(year: 2026, month: 10, day: 31)?.daysSince1970 == 20_757)
  }

  @Test("Times are compared only as far as both are known")
  func order() throws {
    let day = try #require(PlainDate(year: 2026, month: 10, day: 10))
    let date = PlainDateTime(date: day)
    let nine = PlainDateTime(date: day, hour: 9)
    let half = PlainDateTime(date: day, hour: 9, minute: 30)
    let ten = PlainDateTime(date: day, hour: 10)
    #expect(!date.isCertainlyBefore(nine) && !nine.isCertainlyBefore(date))
    #expect(!nine.isCertainlyBefore(half) && !half.isCertainlyBefore(nine))
    #expect(half.isCertainlyBefore(ten) && !ten.isCertainlyBefore(half))
    #expect(nine.minutes(until: ten) == 60 && date.minutes(until: ten) == nil)
  }
}
