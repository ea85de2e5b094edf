import FoundationEssentials
import JSONRPC
import Testing

@Suite("Instants are RFC 3339")
struct TimestampTests {
  @Test(
    "They are read with any offset and with up to nine decimals",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1970-01-01T08:00:00+08:00", 0), ("1969-12-31T18:30:00-05:30", 0),
      ("2000-02-29T23:59:59.5Z", 951_868_799.5), ("2026-01-04t08:30:00.123456789z", 1_767_515_400.123456789),
      ("0001-01-01T00:00:00Z", -62_135_596_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
      ("1900-03-01T00:00:00Z", -2_203_891_200),
    ] as [(String, Double)])
  func read(_ text: String, seconds: Double) throws {
    let date = try value("\"\(text)\"").decode(Date.self)
    #expect(abs(date.timeIntervalSince1970 - seconds) < 1e-6)
  }

  @Test(
    "What is no instant is refused",
    arguments: [
      "", "2026-01-04", "2026-01-04T08:30:00", "2026-01-04 08:30:00Z", "2026-1-4T08:30:00Z", "2026-13-01T00:00:00Z",
      "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
      "2026-04-31T00:00:00Z",
      "2026-01-04T24:00:00Z", "2026-01-04T08:60:00Z", "2026-06-30T23:59:60Z", "2026-01-04T08:30:00.Z",
      "2026-01-04T08:30:00.1234567890Z", "2026-01-04T08:30:00+0800", "2026-01-04T08:30:00+24:00",
      "2026-01-04T08:30:00ZZ",
      "+2026-01-04T08:30:00Z", "-001-01-04T08:30:00Z", "２０２６-01-04T08:30:00Z",
    ])
  func refused(_ text: String) {
    let error = #expect(throws: RPCError.self) { try value("\"\(text)\"").decode(Date.self) }
    #expect(error?.violations.map(\.rule) == ["format"])
  }

  @Test("Days of eight centuries come back as themselves")
  func days() throws {
    for day in stride(from: -146_097, through: 146_097, by: 11) {
      let date = Date(timeIntervalSince1970: Double(day) * 86_400 + 86_399.999)
      let text = try JSONOutput.encode(date).text
      let again = try value(text).decode(Date.self)
      if abs(again.timeIntervalSince(date)) > 1e-6 { Issue.record("\(text)") }
    }
  }

  @Test("They are rounded to the millisecond, before 1970 as well")
  func rounding() throws {
    let text = { (seconds: Double) in try JSONOutput.encode(Date(timeIntervalSince1970: seconds)).text }
    #expect(try text(0.9996) == #""1970-01-01T00:00:01.000Z""#)
    #expect(try text(-0.001) == #""1969-12-31T23:59:59.999Z""#)
    #expect(try text(-62_167_219_200) == #""0000-01-01T00:00:00.000Z""#)
  }
}
