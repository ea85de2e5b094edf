import Testing

@testable import FrontPages

@Suite("Rejected rows")
struct RejectionTests {
  @Test(
    "What makes a row unusable is named by field and rule",
    arguments: [
      (["BAH": ""], RejectionRule.recordNumberMissing, FrontPageField.recordNumber),
      (["BAH": "-"], .recordNumberMissing, .recordNumber), (["BAH": "2.61E+11"], .recordNumberLost, .recordNumber),
      (["XM": " "], .nameMissing, .name), (["ZYCS": "二"], .stayNumberInvalid, .stayNumber),
      (["ZYCS": "0"], .stayNumberInvalid, .stayNumber), (["ZYCS": "1.5"], .stayNumberInvalid, .stayNumber),
      (["RYSJ": ""], .dateMissing, .admitted), (["RYSJ": "20261301"], .dateInvalid, .admitted),
      (["CYSJ": "not a date"], .dateInvalid, .discharged), (["CYSJ": "—"], .dateMissing, .discharged),
      (["CYSJ": "20261009"], .dischargedBeforeAdmitted, .discharged),
      (["CYSJ": "20261010", "CYSJS": "08"], .dischargedBeforeAdmitted, .discharged),
      (["CYSJ": "20261101"], .dischargedInFuture, .discharged), (["LYFS": "7"], .wayOfLeavingUnknown, .wayOfLeaving),
      (["LYFS": "12"], .wayOfLeavingUnknown, .wayOfLeaving), (["LYFS": "0"], .wayOfLeavingUnknown, .wayOfLeaving),
      (["LYFS": "x"], .wayOfLeavingUnknown, .wayOfLeaving), (["LYFS": ""], .wayOfLeavingMissing, .wayOfLeaving),
    ] as [([String: String], RejectionRule, FrontPageField)])
  func rules(values: [String: String], rule: RejectionRule, field: FrontPageField) throws {
    let rules = ReadingRules(today: PlainDate(year: 2026, month: 10, day: 31))
    let reading = try Reading(row: values, rules: rules)
    #expect(reading.pages.isEmpty)
    let problem = try #require(reading.rejections.first?.problems.first)
    #expect(reading.rejections.first?.problems.count == 1)
    #expect(problem.rule == rule && problem.field == field)
    #expect(!problem.chinese.isEmpty && !problem.english.isEmpty)
  }

  @Test("All problems of a row are told at once, with the columns' names and the row's place")
  func several() throws {
    let reading = try Reading(row: ["BAH": "", "CYSJ": "2026年", "LYFS": "7"])
    let rejection = try #require(reading.rejections.first)
    #expect(rejection.problems.map(\.rule) == [.recordNumberMissing, .dateInvalid, .wayOfLeavingUnknown])
    #expect(rejection.problems.map(\.column) == ["BAH", "CYSJ", "LYFS"])
    #expect(rejection.problems.map(\.value) == [nil, "2026年", "7"])
    #expect(rejection.rowNumber == 1 && rejection.lineNumber == 2 && rejection.recordNumber == nil)
    #expect(rejection.problems[2].chinese.contains("“7”"))
  }

  @Test(
    "The names of the columns once more are told as such, by codes or in Chinese",
    arguments: [("BAH", "XM"), ("病案号", "姓名")])
  func headerAgain(number: String, name: String) throws {
    let reading = try Reading(row: ["BAH": number, "XM": name, "RYSJ": "入院时间", "ZYCS": "住院次数"])
    #expect(reading.rejections.map { $0.problems.map(\.rule) } == [[.headerAgain]])
    #expect(try Reading(row: ["BAH": "ZY0012", "XM": "姓名"]).pages.count == 1)
  }

  @Test("Discharge on the day of admission is in order when no hour says otherwise")
  func sameDay() throws {
    #expect(try Reading(row: ["CYSJ": "20261010", "CYSJS": ""]).pages.count == 1)
    #expect(try Reading(row: ["CYSJ": "20261010", "CYSJS": "09"]).pages.count == 1)
    let today = ReadingRules(today: PlainDate(year: 2026, month: 10, day: 16))
    #expect(try Reading(row: [:], rules: today).pages.count == 1)
  }

  @Test(
    "Personal values are masked in reports",
    arguments: [
      (FrontPageField.name, "欧阳文秀", "欧***"), (.phone, "16012345678", "160****5678"),
      (.identityNumber, "990102196305141221", "990102********1221"), (.address, "泗河市东湖区新华路1号", "泗河市东湖区*****"),
      (.contactPhone, "1.60E+10", "1.6*****"), (.recordNumber, "2610001", "2610001"),
    ])
  func masks(field: FrontPageField, value: String, expected: String) {
    #expect(ValueMask.shown(value, field: field) == expected)
  }

  @Test("Every rule and note has both messages", arguments: FrontPageField.allCases)
  func messages(field: FrontPageField) {
    for rule in RejectionRule.allCases {
      #expect(rule.chinese(field: field, value: "x").count > 5 && rule.english(field: field, value: nil).count > 5)
    }
    for rule in NoteRule.allCases {
      #expect(rule.chinese(field: field, value: "x").count > 5 && rule.english(field: field, value: nil).count > 5)
    }
  }
}
