import Testing

@testable import FrontPages

@Suite("Written and read again")
struct RoundTripTests {
  static let combinations: [(FrontPageDialect, FileEncoding)] = FrontPageDialect.allCases.flatMap {
    [($0, .utf8), ($0, .gb18030)]
  }

  static let discharges = SyntheticDischarges(
    seed: 11, count: 400, year: 2026, month: 10,
    hospital: SyntheticDischarges.Hospital(code: "99000001X", name: "泗河市人民医院"))

  /// The page as precise as the dialect is.
  private func precise(_ page: FrontPage, _ dialect: FrontPageDialect) -> FrontPage {
    guard dialect == .n041 else { return page }
    var page = page
    page.admitted = PlainDateTime(date: page.admitted.date, hour: page.admitted.hour)
    page.discharged = PlainDateTime(date: page.discharged.date, hour: page.discharged.hour)
    page.institutionCode = nil
    for index in page.operations.indices {
      page.operations[index].date = page.operations[index].date.map { PlainDateTime(date: $0.date) }
    }
    return page
  }

  @Test("Every value survives in every dialect and encoding", arguments: combinations)
  func survives(dialect: FrontPageDialect, encoding: FileEncoding) throws {
    let discharges = try #require(Self.discharges)
    let bytes = discharges.file(dialect: dialect, encoding: encoding, chunkSize: 5000).flatMap { $0 }
    let reading = try Reading(bytes, chunk: 777)
    #expect(reading.header?.dialect == dialect)
    #expect(reading.rejections.isEmpty && reading.pages.count == 400)
    for (index, page) in reading.pages.enumerated() {
      var expected = precise(discharges.page(at: index), dialect)
      expected.lineNumber = index + 2
      if page.hasNoNumber {
        expected.notes = [FrontPageNote(field: .phone, rule: .numberNone, value: nil)]
      } else if page.contact.name != nil, page.contact.phone == .absent {
        expected.notes = [FrontPageNote(field: .contactName, rule: .contactWithoutPhone, value: nil)]
      }
      #expect(page == expected)
      #expect(page.canonicalBytes == expected.canonicalBytes)
    }
  }

  @Test("Values with separators, quotes and line breaks are quoted", arguments: combinations)
  func quotes(dialect: FrontPageDialect, encoding: FileEncoding) throws {
    var page = try #require(Self.discharges).page(at: 3)
    page.address = "东湖区,\"新华\"路1号"
    let writer = FrontPageWriter(dialect: dialect, encoding: encoding)
    var bytes = writer.header()
    writer.append(page, to: &bytes)
    #expect(try Reading(bytes).pages.first?.address == page.address)
  }

  @Test("As many operations and diagnoses as the dialect has columns for have a place")
  func repeatedColumns() throws {
    var page = try #require(Self.discharges).page(at: 3)
    let date = PlainDateTime(date: page.admitted.date)
    for dialect in FrontPageDialect.allCases {
      let operations = dialect == .n041 ? 7 : dialect == .dailyList ? 3 : 10
      let diagnoses = dialect == .hqmsP ? 10 : dialect == .dailyList ? 5 : 15
      page.operations = (1...operations).map { FrontPage.Operation(code: "0\($0)", date: date, name: "手术\($0)") }
      page.otherDiagnoses = (1...diagnoses).map { FrontPage.Diagnosis(code: "A\($0)", name: "诊断\($0)") }
      let writer = FrontPageWriter(dialect: dialect)
      var bytes = writer.header()
      writer.append(page, to: &bytes)
      let read = try #require(try Reading(bytes).pages.first)
      #expect(read.operations == page.operations && read.otherDiagnoses == page.otherDiagnoses)
    }
  }

  @Test("HQMS files begin with a byte order mark when asked for, others never in GB 18030")
  func marks() {
    #expect(FrontPageWriter(dialect: .hqmsP, byteOrderMark: true).header().starts(with: [0xEF, 0xBB, 0xBF]))
    #expect(
      FrontPageWriter(dialect: .hqmsP, encoding: .gb18030, byteOrderMark: true).header().first == UInt8(ascii: "P"))
  }
}
