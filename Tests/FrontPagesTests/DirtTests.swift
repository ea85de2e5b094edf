import Testing

@testable import FrontPages

/// Dirt of our own making: it costs at most its own row, and never the file.
@Suite("Worse dirt")
struct DirtTests {
  private let header = "BAH,XM,XZZ,RYSJ,CYSJ,CYKB,LYFS\n"
  private func row(_ number: Int, _ address: String = "x") -> String {
    "\(number),甲,\(address),20261010,20261012,儿科,1\n"
  }

  @Test("Two hundred thousand characters in a field reject the row, quoted or not", arguments: ["", "\""])
  func hugeField(quote: String) throws {
    let huge = quote + String(repeating: "很长", count: 100_000) + quote
    for size in [4096, 1 << 20] {
      let reading = try Reading(header + row(1) + row(2, huge) + row(3), chunk: size)
      #expect(reading.pages.map(\.recordNumber) == ["1", "3"])
      #expect(reading.rejections.flatMap(\.problems).map(\.rule) == [.valueTooLong])
      #expect(reading.rejections.first?.recordNumber == "2")
    }
  }

  @Test("In a column that nothing is taken from, it does no harm")
  func hugeUnknown() throws {
    let text = "BAH,XM,病程,RYSJ,CYSJ,CYKB,LYFS\n" + row(1, String(repeating: "很长", count: 100_000))
    #expect(try Reading(text).pages.count == 1)
  }

  @Test("Separators behind the last column, as many as in the first row, mean nothing")
  func trailingSeparators() throws {
    func padded(_ row: String) -> String { row.replacing("\n", with: ",,,\n") }
    let reading = try Reading(header + padded(row(1)) + padded(row(2, "a,b")) + padded(row(3)) + row(4))
    #expect(reading.pages.map(\.recordNumber) == ["1", "3", "4"])
    #expect(reading.rejections.flatMap(\.problems).map(\.rule) == [.fieldCount])
    #expect(try Reading(padded(header) + padded(row(1)) + row(2)).pages.count == 2)
  }

  @Test("A quote behind spaces opens a field too")
  func spacedQuote() throws {
    let reading = try Reading(header + row(1, "  \"a,\"\"b\"\" \"") + row(2))
    #expect(reading.pages.map(\.address) == ["a,\"b\"", "x"])
  }

  @Test(
    "Spaces that nobody sees are no name", arguments: ["\u{2003}", "\u{200E}\u{2060}", "\u{202F} \u{3000}", "\u{FEFF}"])
  func invisible(name: String) throws {
    let reading = try Reading(row: ["XM": name])
    #expect(reading.rejections.flatMap(\.problems).map(\.rule) == [.nameMissing])
    #expect(try Reading(row: ["XM": name + "甲" + name]).pages.first?.name == "甲")
  }

  @Test("What was lost before the file came here is not taken for a name")
  func replacement() throws {
    let reading = try Reading(row: ["XM": "王\u{FFFD}"])
    #expect(reading.rejections.flatMap(\.problems).map(\.rule) == [.undecodable])
  }

  @Test("A record number is one of at most fifty characters, in half width")
  func recordNumber() throws {
    let long = try Reading(row: ["BAH": String(repeating: "9", count: 51)])
    #expect(long.rejections.flatMap(\.problems).map(\.rule) == [.recordNumberTooLong])
    #expect(try Reading(row: ["BAH": "２６１０００１"]).pages.first?.recordNumber == "2610001")
    #expect(try Reading(row: ["BAH": "2.61E11"]).rejections.first?.problems.first?.rule == .recordNumberLost)
  }

  @Test(
    "Dates as exporters write them",
    arguments: [
      ("2026-10-16 10:05", "2026-10-16T10:05:00"), ("2026-10-16T10:05:06.000", "2026-10-16T10:05:06"),
      ("2026-10-16T10:05:06+08:00", "2026-10-16T10:05:06"), ("2026年10月16日10时5分", "2026-10-16T10:05:00"),
      ("2026/10/16", "2026-10-16T10"), ("10/16/2026 10:05", "2026-10-16T10:05:00"), ("20261016.0", "2026-10-16T10"),
      ("2026-10-16 24:00:00", "2026-10-16T10"),
    ])
  func dates(text: String, expected: String) throws {
    #expect(try Reading(row: ["CYSJ": text]).pages.first?.discharged.description == expected)
  }

  @Test(
    "Another zone, a day of no calendar and a day first are no dates",
    arguments: ["2026-10-16T10:05+09:00", "2026-02-30", "16/10/2026", "46311"])
  func noDates(text: String) throws {
    #expect(try Reading(row: ["CYSJ": text]).rejections.first?.problems.first?.rule == .dateInvalid)
  }

  @Test("Whatever bytes come, a file is read or refused, row by row the same for every chunk size")
  func noise() throws {
    var random = SplitMix64(42, 1, 1)
    let alphabet = Array("\",\n\r\t;'=0123甲 \u{FEFF}\u{1F600}".utf8)
    for _ in 0..<300 {
      let noise = (0..<random.pick(1...200)).map { _ in alphabet[random.pick(0...alphabet.count - 1)] }
      let bytes = Array((header + row(1)).utf8) + noise + Array(("\n" + row(2)).utf8)
      let whole = Result { try Reading(bytes) }
      for size in [1, 3, 64] {
        let parts = Result { try Reading(bytes, chunk: size) }
        switch (whole, parts) {
        case (.success(let one), .success(let other)):
          #expect(one.pages == other.pages && one.rejections == other.rejections)
        case (.failure(let one), .failure(let other)):
          #expect(one as? FrontPageFileError == other as? FrontPageFileError)
        default: Issue.record("chunks of \(size) differ: \(noise)")
        }
      }
    }
  }
}
