import Foundation
import Testing

@testable import FrontPages

@Suite("Generated discharges")
struct SyntheticTests {
  private func discharges(_ count: Int, seed: UInt64 = 3, dirt: SyntheticDischarges.Dirt = .asSeen) throws
    -> SyntheticDischarges
  {
    try #require(
      SyntheticDischarges(
        seed: seed, count: count, year: 2026, month: 10,
        hospital: SyntheticDischarges.Hospital(code: "99000001X", name: "泗河市人民医院"), dirt: dirt))
  }

  @Test("The same seed gives the same bytes, another seed others, whatever the chunk size")
  func deterministic() throws {
    let one = try discharges(300).file(dialect: .n041, encoding: .gb18030, chunkSize: 1).flatMap { $0 }
    let two = try discharges(300).file(dialect: .n041, encoding: .gb18030).flatMap { $0 }
    let other = try discharges(300, seed: 4).file(dialect: .n041, encoding: .gb18030).flatMap { $0 }
    #expect(one == two)
    #expect(one != other)
  }

  @Test("The fixtures are what the generator still makes", arguments: [FrontPageDialect.n041, .hqmsP])
  func fixtures(dialect: FrontPageDialect) throws {
    let name = dialect == .n041 ? "n041-gb18030" : "hqms-p-utf8"
    let url = try #require(Bundle.module.url(forResource: name, withExtension: "csv", subdirectory: "Fixtures"))
    let committed = Array(try Data(contentsOf: url))
    let dirt = SyntheticDischarges.Dirt(keptPerMille: 300, rejectedPerMille: 150, duplicates: 3)
    let encoding: FileEncoding = dialect == .n041 ? .gb18030 : .utf8
    let made = try discharges(40, dirt: dirt).file(dialect: dialect, encoding: encoding).flatMap { $0 }
    #expect(made == committed)
  }

  @Test("The reader counts what the generator's summary says", arguments: FrontPageDialect.allCases)
  func counts(dialect: FrontPageDialect) throws {
    let dirt = SyntheticDischarges.Dirt(keptPerMille: 200, rejectedPerMille: 80, duplicates: 37)
    var file = try discharges(3000, dirt: dirt).file(dialect: dialect, encoding: .gb18030, chunkSize: 1 << 14)
    var bytes: [UInt8] = []
    while let chunk = file.next() { bytes += chunk }
    let today = PlainDate(year: 2026, month: 10, day: 31)
    let reading = try Reading(bytes, chunk: 10_007, rules: ReadingRules(today: today))
    var seen = Set<String>()
    let stays = reading.pages.filter { seen.insert("\($0.recordNumber)/\($0.stayNumber)").inserted }
    let rules = Dictionary(grouping: reading.rejections.flatMap(\.problems), by: \.rule).mapValues(\.count)
    #expect(file.summary.rows == 3037 && file.summary.duplicates == 37)
    #expect(reading.pages.count + reading.rejections.count == file.summary.rows)
    #expect(stays.count == file.summary.stays && reading.pages.count - stays.count == file.summary.duplicates)
    #expect(rules == file.summary.rejected && reading.rejections.count == file.summary.rejectedRows)
    #expect(stays.count { $0.wayOfLeaving == .died } == file.summary.died)
    #expect(stays.count { $0.hasNoNumber } == file.summary.withoutNumber)
    let lost = stays.count { $0.phone.usability == .unusable(.scientificNotation) }
    #expect(lost == file.summary.lostPhones && lost > 0)
  }

  @Test("Pages are plausible")
  func plausible() throws {
    let discharges = try discharges(4000, dirt: .none)
    let pages = (0..<4000).map { discharges.page(at: $0) }
    for page in pages {
      #expect(!page.discharged.isCertainlyBefore(page.admitted))
      #expect(page.discharged.date >= discharges.from && page.discharged.date <= discharges.through)
      #expect(page.department != "产科" && page.department != "妇科" || page.sex == .female)
      #expect(page.identityNumber.map { $0.state == .valid && $0.text.hasPrefix("99") } ?? true)
      #expect(page.identityNumber.map { $0.birthDate == page.birthDate && $0.sex == page.sex } ?? true)
      for operation in page.operations {
        let date = try #require(operation.date)
        #expect(!date.isCertainlyBefore(page.admitted) && !page.discharged.isCertainlyBefore(date))
      }
    }
    #expect(Set(pages.map { "\($0.recordNumber)/\($0.stayNumber)" }).count == 4000)
    #expect(Set(pages.map(\.recordNumber)).count < 4000)
    #expect(Set(pages.compactMap(\.department)).count == 23)
    #expect(pages.contains { $0.name.contains("·") })
    #expect(pages.contains { $0.name.unicodeScalars.contains { $0.value > 0xFFFF } })
    #expect(pages.contains { $0.age?.unit == .days } && pages.contains { $0.age?.unit == .months })
    #expect(pages.contains { ($0.admitted.minutes(until: $0.discharged) ?? 9999) <= 1440 })
    #expect(Set(pages.map(\.wayOfLeaving)).count == WayOfLeaving.allCases.count)
    #expect(pages.contains { $0.hasNoNumber })
  }

  @Test("The directory of a seed names the staff on its pages")
  func directory() throws {
    let discharges = try discharges(500, dirt: .none)
    for index in 0..<500 {
      let page = discharges.page(at: index)
      let department = try #require(discharges.departments.first { $0.name == page.department })
      #expect(department.wards.contains(page.ward ?? ""))
      #expect(department.attending.contains(page.attending ?? ""))
      #expect(department.residents.contains(page.resident ?? ""))
      #expect(department.nurses.contains(page.nurse ?? ""))
    }
  }

  @Test("No rows, more duplicates than rows and a reversed range do no harm")
  func edges() throws {
    let hospital = SyntheticDischarges.Hospital(code: "1", name: "x")
    #expect(try discharges(0).file(dialect: .n041).flatMap { $0 }.count > 1000)
    var file = try discharges(2, dirt: .init(keptPerMille: 0, rejectedPerMille: 0, duplicates: 9)).file(dialect: .tcm)
    while file.next() != nil {}
    #expect(file.summary.rows == 11 && file.summary.stays == 2)
    let day = try #require(PlainDate(year: 2026, month: 3, day: 5))
    let earlier = try #require(PlainDate(year: 2026, month: 3, day: 1))
    let reversed = SyntheticDischarges(seed: 1, count: 5, from: day, through: earlier, hospital: hospital)
    #expect((0..<5).allSatisfy { reversed.page(at: $0).discharged.date == day })
    #expect(SyntheticDischarges(seed: 1, count: 5, year: 2026, month: 13, hospital: hospital) == nil)
  }
}
