import Testing

@testable import FrontPages

@Suite("Remarks on what was taken")
struct RemarksTests {
  @Test("Rows are counted by rule and field, a few lines named, and no value of anybody is among them")
  func counted() throws {
    let header = "BAH,XM,DH,SFZH,RYSJ,CYSJ,CYKB,LYFS,疾病编码,XM\n"
    let rows = (1...12).map { "\($0),甲,1.38E+10,3.40304E+17,20261010,20261012,儿科,1,,\n" }.joined()
    let reading = try Reading(header + rows + "13,甲,16012345678,,20261010,20261012,儿科,1,,\n")
    var remarks = FrontPageRemarks()
    remarks.take(try #require(reading.header))
    remarks.take(try #require(reading.header))
    for page in reading.pages { remarks.take(page) }
    func remark(_ rule: NoteRule) -> FrontPageRemarks.Remark? { remarks.remarks.first { $0.rule == rule.rawValue } }
    let lost = try #require(remark(.phoneLost))
    #expect(lost.rows == 12 && lost.lines == Array(2...11) && lost.field == "phone")
    #expect(remark(.stayNumberAssumed)?.rows == 13 && remark(.identityNumberLost)?.rows == 12)
    #expect(
      remarks.remarks.allSatisfy {
        !$0.chinese.contains("E+") && !$0.english.contains("E+") && !$0.chinese.contains("甲")
      })
    #expect(remark(.columnsRepeated)?.chinese.contains("XM") == true && remark(.columnsRepeated)?.rows == 0)
    #expect(remark(.columnsAmbiguous)?.chinese.contains("疾病编码") == true)
    #expect(remark(.columnsAbsent)?.chinese.contains("联系人电话") == true)
    #expect(remarks.remarks.count { $0.rule == NoteRule.columnsAbsent.rawValue } == 1)
  }

  @Test("They go on from what is known")
  func goOn() throws {
    let page = try #require(try Reading(row: ["DH": "1.38E+10"]).pages.first)
    var remarks = FrontPageRemarks()
    remarks.take(page)
    var further = FrontPageRemarks(remarks.remarks)
    further.take(page)
    #expect(further.remarks.map(\.rows) == [2] && further.remarks.map(\.lines) == [[2, 2]])
  }
}
