import Testing

@testable import FrontPages

@Suite("Dirt that is coped with")
struct KeptTests {
  @Test("A good row has no notes and all its values")
  func good() throws {
    let page = try #require(try Reading(row: [:]).pages.first)
    #expect(page.notes.isEmpty)
    #expect(page.institutionName == "泗河市人民医院" && page.recordNumber == "2610001" && page.stayNumber == 1)
    #expect(page.name == "欧阳文秀" && page.sex == .female && page.age == StatedAge(value: 63, unit: .years))
    #expect(page.birthDate == PlainDate(year: 1963, month: 5, day: 14) && page.identityNumber?.state == .valid)
    #expect(page.contact.relation == .son && page.contact.name == "王刚" && page.workPhone == .absent)
    #expect(page.admitted.description == "2026-10-10T09" && page.discharged.description == "2026-10-16T10")
    #expect(page.department == "骨科" && page.ward == "骨科一病区" && page.admissionRoute == .outpatient)
    #expect(page.mainDiagnosis == FrontPage.Diagnosis(code: "S52.500", name: "桡骨远端骨折"))
    #expect(page.operations.map(\.code) == ["79.3200"] && page.operations.first?.date?.description == "2026-10-11")
    #expect(page.attending == "李明" && page.resident == "赵敏" && page.nurse == "周芳" && page.wayOfLeaving == .home)
  }

  @Test(
    "What is remarked on is kept",
    arguments: [
      (["ZYCS": ""], [NoteRule.stayNumberAssumed]), (["XB": "3"], [.sexUnknown]),
      (["CSRQ": "19631350"], [.birthDateInvalid, .birthDateFromIdentityNumber]),
      (["CSRQ": "20270101", "SFZH": "", "NL": ""], [.birthDateInvalid]),
      (["CSRQ": "1900-01-01", "SFZH": "", "NL": ""], [.birthDateInvalid]),
      (["CSRQ": ""], [.birthDateFromIdentityNumber]), (["DH2": ""], [.contactWithoutPhone]),
      (["DH": "-", "DH2": ""], [.numberNone]), (["CSRQ": "", "SFZH": ""], [.ageAlone]),
      (["CSRQ": "", "SFZH": "", "NL": ""], []),
      (["NL": "老"], [.ageInvalid]),
      (["SFZH": "990102196305141224"], [.identityNumberInvalid]), (["SFZH": "9.90102E+17"], [.identityNumberLost]),
      (["CSRQ": "19630515"], [.birthDateDiffers]), (["DH": "1.38E+10"], [.phoneLost]),
      (["DH2": "123"], [.phoneUnusable]),
      (["DH": "16012345678/16412345678"], [.phoneSeveral]), (["GX": "x"], [.relationUnknown]),
      (["RYTJ": "8"], [.admissionRouteUnknown]), (["RYSJS": "25"], [.hourInvalid]),
      (["CYSJ": "2026-10-16 24:00:00"], [.hourInvalid]),
      (["CYKB": "-"], [.departmentMissing]),
      (["SSJCZRQ1": "x"], [.operationDateInvalid]), (["USERNAME": "2610001"], [.institutionNameIsRecordNumber]),
    ] as [([String: String], [NoteRule])])
  func notes(values: [String: String], rules: [NoteRule]) throws {
    let page = try #require(try Reading(row: values).pages.first)
    #expect(page.notes.map(\.rule) == rules)
  }

  @Test(
    "Blank marks are blank",
    arguments: ["-", "—", "——", "\\", "/", "NULL", "null", "\u{3000}", " - ", "N/A"])
  func blanks(mark: String) throws {
    let values = [
      "SFZH": mark, "DH": mark, "XZZ": mark, "LXRXM": mark, "GX": mark, "DH2": mark, "RYTJ": mark, "NL": mark,
    ]
    let page = try #require(try Reading(row: values).pages.first)
    #expect(page.identityNumber == nil && page.address == nil && page.contact == FrontPage.Contact())
    #expect(page.hasNoNumber && page.age == nil && page.notes.map(\.rule) == [.numberNone])
  }

  @Test("A lost number makes the phone unusable, not the row, and is not the same as none")
  func lostPhone() throws {
    let page = try #require(try Reading(row: ["DH": "1.38E+10", "DH2": ""]).pages.first)
    #expect(page.phone == PhoneNumber(text: "1.38E+10", usability: .unusable(.scientificNotation)))
    #expect(!page.hasNoNumber)
    #expect(page.notes.first?.value == "1.3*****")
  }

  @Test("A trailing .0 is dropped from numbers and codes, not from disease and operation codes")
  func fractions() throws {
    let values = [
      "BAH": "2610001.0", "ZYCS": "2.0", "XB": "2.0", "DH": "16012345678.0", "LYFS": "5.0", "CSRQ": "19630514.0",
      "NL": "63.0", "JBDM": "J12.0", "SSJCZBM1": "54.0", "GX": "2.0", "RYSJS": "9.0",
    ]
    let page = try #require(try Reading(row: values).pages.first)
    #expect(page.recordNumber == "2610001" && page.stayNumber == 2 && page.sex == .female)
    #expect(page.phone.text == "16012345678" && page.wayOfLeaving == .died && page.age?.value == 63)
    #expect(page.mainDiagnosis?.code == "J12.0" && page.operations.first?.code == "54.0")
    #expect(page.contact.relation == .son && page.admitted.hour == 9 && page.notes.isEmpty)
  }

  @Test(
    "Ages are read with their units",
    arguments: [
      ("45", StatedAge(value: 45, unit: .years)), ("3Y", StatedAge(value: 3, unit: .years)),
      ("5月", StatedAge(value: 5, unit: .months)), ("2D", StatedAge(value: 2, unit: .days)),
      ("45岁", StatedAge(value: 45, unit: .years)), ("3岁5月", StatedAge(value: 3, unit: .years)),
      ("6M", StatedAge(value: 6, unit: .months)), ("12天", StatedAge(value: 12, unit: .days)),
      ("8小时", StatedAge(value: 8, unit: .hours)), ("70周岁", StatedAge(value: 70, unit: .years)),
    ])
  func ages(text: String, expected: StatedAge) throws {
    #expect(try Reading(row: ["NL": text]).pages.first?.age == expected)
  }

  @Test("Codes may be written out")
  func words() throws {
    let values = ["XB": "女", "LYFS": "非医嘱离院", "GX": "配偶", "RYTJ": "急诊"]
    let page = try #require(try Reading(row: values).pages.first)
    #expect(page.sex == .female && page.wayOfLeaving == .againstAdvice && page.contact.relation == .spouse)
    #expect(page.admissionRoute == .emergency && page.notes.isEmpty)
  }

  @Test(
    "A code and its meaning together count when they say the same",
    arguments: [
      ("1.医嘱离院", WayOfLeaving.home), ("医嘱离院(1)", .home), ("5－死亡", .died), ("04", .againstAdvice),
      ("（4）非医嘱离院", .againstAdvice),
      ("4.死亡", nil), ("1.治愈", nil), ("5.其他", nil), ("11", nil), ("医嘱离院2", nil),
    ] as [(String, WayOfLeaving?)])
  func labelled(text: String, expected: WayOfLeaving?) {
    #expect(CodeReading.wayOfLeaving(text) == expected)
  }

  @Test("The same of sex, and of the route where an exporter swaps two")
  func labelledOthers() {
    #expect(CodeReading.sex("男(1)") == .male && CodeReading.sex("2-女") == .female && CodeReading.sex("1-女") == nil)
    #expect(CodeReading.admissionRoute("1.急诊", swapped: false) == .emergency)
    #expect(CodeReading.admissionRoute("2.急诊", swapped: true) == .emergency)
    #expect(CodeReading.admissionRoute("1.急诊", swapped: true) == nil)
    #expect(CodeReading.admissionRoute("9.其他", swapped: true) == .other)
  }

  @Test("A name longer than any is cut and remarked on, and what breaks in two lines is one")
  func names() throws {
    let page = try #require(
      try Reading(row: ["CYKB": String(repeating: "科", count: 70), "ZRHS": "周\r\n芳", "XM": "Maria\nLopez"]).pages.first)
    #expect(page.department?.count == 60 && page.nurse == "周芳" && page.name == "Maria Lopez")
    #expect(page.notes.map(\.rule) == [.nameCut])
  }

  @Test("An exporter that swaps emergency and outpatient can be put right")
  func swapped() throws {
    let rules = ReadingRules(swapsEmergencyAndOutpatient: true)
    #expect(try Reading(row: ["RYTJ": "1"], rules: rules).pages.first?.admissionRoute == .outpatient)
    #expect(try Reading(row: ["RYTJ": "2"], rules: rules).pages.first?.admissionRoute == .emergency)
    #expect(try Reading(row: ["RYTJ": "3"], rules: rules).pages.first?.admissionRoute == .transfer)
  }

  @Test("An hour column counts when the date gives no time or midnight")
  func hours() throws {
    #expect(try Reading(row: ["RYSJ": "2026-10-10 00:00:00"]).pages.first?.admitted.description == "2026-10-10T09")
    #expect(
      try Reading(row: ["RYSJ": "2026-10-10 08:30:00"]).pages.first?.admitted.description == "2026-10-10T08:30:00")
  }

  @Test("The same stay written differently has the same canonical bytes, a different stay others")
  func canonical() throws {
    let plain = try #require(try Reading(row: [:]).pages.first)
    let same = try #require(
      try Reading(row: [
        "CSRQ": "1963年5月14日", "DH": "160 1234 5678", "XM": "\u{3000}欧阳文秀 ", "LYFS": "1.0", "RYSJ": "2026/10/10",
        "RYSJS": "9", "BAH": "'2610001", "SFZH": "990102196305141221 ", "JBDM": "s52.500", "NL": "63岁", "DWDH": "-",
        "USERNAME": "另一名称",
      ]).pages.first)
    #expect(plain.canonicalBytes == same.canonicalBytes)
    for other in [["DH": "16012345679"], ["LYFS": "5"], ["CYSJS": "11"], ["ZRHS": ""], ["ZRHS": "", "ZYYS": "周芳"]] {
      #expect(try Reading(row: other).pages.first?.canonicalBytes != plain.canonicalBytes)
    }
  }
}
