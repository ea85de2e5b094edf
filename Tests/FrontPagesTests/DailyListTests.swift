import Testing

@testable import FrontPages

@Suite("The daily list 出院日报")
struct DailyListTests {
  @Test("The template is a file with one example row, which imports nobody, in UTF-8 with a mark")
  func template() throws {
    let bytes = DailyListTemplate.bytes
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let reading = try Reading(bytes)
    #expect(reading.header?.dialect == .dailyList && reading.header?.absentFields == [])
    #expect(reading.header?.unknownColumns == [] && reading.pages.isEmpty)
    #expect(reading.rejections.map { $0.problems.map(\.rule) } == [[.exampleRow]])
    #expect(String(decoding: bytes, as: UTF8.self).contains("2026-01-05 09:30,"))
  }

  @Test("Written over, the example is a stay like any other; half written over, it still isn't")
  func writtenOver() throws {
    let text = String(decoding: DailyListTemplate.bytes, as: UTF8.self)
    let half = text.replacing("示例（请删除本行）", with: "2610001")
    #expect(try Reading(half).rejections.map { $0.problems.map(\.rule) } == [[.exampleRow]])
    let page = try #require(try Reading(half.replacing("示例患者", with: "王明")).pages.first)
    #expect(
      page.notes.isEmpty && page.admitted.description == "2026-01-05T09:30:00" && page.contact.relation == .daughter)
  }

  @Test(
    "A ward's own list is understood: a title above, few columns, words for codes, any order",
    arguments: [",", "\t", ";"])
  func own(separator: String) throws {
    let text = """
      泗河市第一人民医院 2026年10月16日 出院日报,,,,,,

      姓名,科室,出院日期,入院日期,离院方式,病案号,联系电话,备注
      王明,骨科,2026.10.16 9:05,2026-10-10,自动出院,2610001,16012345678,无
      李芳,骨科,2026-10-16T08:00:00+08:00,10/11/2026,正常出院,2610002,,
      """
    let reading = try Reading(text.replacing(",", with: separator))
    #expect(reading.header?.dialect == .dailyList && reading.header?.unknownColumns == ["备注"])
    #expect(reading.pages.map(\.recordNumber) == ["2610001", "2610002"] && reading.pages.map(\.lineNumber) == [4, 5])
    #expect(reading.pages.map(\.wayOfLeaving) == [.againstAdvice, .home])
    #expect(reading.pages.map(\.discharged.description) == ["2026-10-16T09:05:00", "2026-10-16T08:00:00"])
  }

  @Test("The reasons of rejected rows are no unknown column")
  func reason() throws {
    let header = "病案号,姓名,入院时间,出院时间,出院科室,离院方式,拒绝原因\n"
    let reading = try Reading(header + "1,王明,2026-10-10,2026-10-16,骨科,死亡,离院方式为空。\n")
    #expect(reading.header?.unknownColumns == [] && reading.pages.count == 1)
    let codes = try Reading("BAH,XM,RYSJ,CYSJ,CYKB,LYFS,拒绝原因\n1,王明,20261010,20261016,骨科,1,\n")
    #expect(codes.header?.dialect == .n041 && codes.header?.unknownColumns == [] && codes.pages.count == 1)
  }

  @Test("Missing columns are named as the list names them")
  func missing() {
    let expected = FrontPageFileError.columnsMissing(dialect: .dailyList, fields: [.discharged])
    #expect(throws: expected) { try Reading("病案号,姓名,入院时间,出院科室,离院方式\n1,a,b,c,d\n") }
    #expect(expected.chinese.contains("缺少必需的列：出院时间。"))
  }
}
