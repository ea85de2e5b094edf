import Foundation
import Testing

@testable import FrontPages

/// Files that our own writer has never seen: columns from the national lists, values as real exporters write them.
@Suite("Files written by hand")
struct HandWrittenTests {
  private func read(_ name: String, _ type: String) throws -> Reading {
    let url = try #require(Bundle.module.url(forResource: name, withExtension: type, subdirectory: "Fixtures"))
    return try Reading(Array(try Data(contentsOf: url)), chunk: 1001)
  }

  @Test("HQMS-ABCD with its 811 columns, in GB 18030")
  func abcd() throws {
    let reading = try read("hqms-abcd-by-hand-gb18030", "csv")
    let header = try #require(reading.header)
    #expect(header.dialect == .hqmsABCD && header.columnCount == 811)
    #expect(header.unknownColumns.isEmpty && header.repeatedColumns.isEmpty && header.absentFields.isEmpty)
    #expect(
      reading.pages.count == 2 && reading.rejections.flatMap(\.problems).map(\.rule).contains(.recordNumberMissing))
    let page = try #require(reading.pages.first)
    #expect(page.institutionCode == "49557184-0" && page.institutionName == "泗河市第一人民医院")
    #expect(page.recordNumber == "26100901" && page.stayNumber == 2 && page.name == "欧阳𠮷" && page.sex == .male)
    #expect(page.birthDate?.description == "1958-02-17" && page.age == StatedAge(value: 68, unit: .years))
    #expect(page.identityNumber?.state == .valid && page.address == "泗河市东湖区\"新华\"路1号")
    #expect(page.phone.text == "16012345678" && page.workPhone.text == "09991123456")
    #expect(page.contact.name == "王秀兰" && page.contact.relation == .spouse && page.contact.phone.text == "16487654321")
    #expect(page.admissionRoute == .emergency)
    #expect(page.admitted.description == "2026-10-03T08:15:00" && page.discharged.description == "2026-10-09T10:40:30")
    #expect(page.department == "心血管内科" && page.ward == "心内一病区" && page.wayOfLeaving == .home)
    #expect(page.mainDiagnosis == .init(code: "I21.900", name: "急性心肌梗死"))
    #expect(
      page.otherDiagnoses.map(\.code) == ["I10.x00", "E78.500"]
        && page.otherDiagnoses.map(\.name) == ["特发性高血压", "高脂血症"])
    #expect(page.operations.map(\.code) == ["36.0601", "88.5700", "99.2000"])
    #expect(page.operations.map { $0.date?.description } == ["2026-10-04T09:00:00", "2026-10-04T08:30:00", nil])
    #expect(page.operations.map(\.name) == ["冠状动脉药物洗脱支架植入术", "冠状动脉造影", "溶栓"])
    #expect([page.attending, page.resident, page.nurse] == ["陈莉", "赵敏", "周芳"])
    let child = reading.pages[1]
    #expect(child.name == "李,四" && child.wayOfLeaving == .died && child.address == nil && child.identityNumber == nil)
    #expect(child.phone.usability == .unusable(.scientificNotation) && child.contact.name == nil)
    #expect(child.mainDiagnosis?.name == "新生儿黄疸 (生理性)")
  }

  @Test("The TCM page as a spreadsheet's Unicode text: tabs, UTF-16, empty lines between, no last line break")
  func tcm() throws {
    let reading = try read("tcm-by-hand-utf16", "txt")
    let header = try #require(reading.header)
    #expect(header.dialect == .tcm && header.separator == "\t" && header.absentFields.isEmpty)
    #expect(reading.pages.count == 2 && reading.rejections.isEmpty)
    let page = reading.pages[0]
    #expect(page.institutionCode == "49557184-0" && page.institutionName == "泗河市中医院")
    #expect(page.recordNumber == "2610077" && page.stayNumber == 3 && page.name == "慕容𠮷祥" && page.sex == .male)
    #expect(page.birthDate?.description == "1949-07-01" && page.age == StatedAge(value: 77, unit: .years))
    #expect(page.identityNumber?.state == .valid && page.address == "泗河市南岗区和平巷9号")
    #expect(page.phone == .absent && page.contact.name == "慕容雪" && page.contact.relation == .daughter)
    #expect(page.contact.phone.text == "16811112222" && page.admissionRoute == .outpatient)
    #expect(page.admitted.description == "2026-10-01T14:30:00" && page.discharged.description == "2026-10-12T09:05:00")
    #expect(page.mainDiagnosis == .init(code: "G51.000", name: "面神经麻痹"))
    #expect(page.otherDiagnoses.map(\.code) == ["I10.x00", "M54.500"])
    #expect(page.operations.map(\.code) == ["99.9200"] && page.operations[0].date?.description == "2026-10-02")
    #expect(page.attending == "孙华" && page.resident == nil && page.nurse == "吴静" && page.wayOfLeaving == .home)
    let other = reading.pages[1]
    #expect(
      other.admitted.description == "2026-10-02" && other.mainDiagnosis == nil && other.wayOfLeaving == .againstAdvice)
  }
}
