import Testing

@testable import FrontPages

@Suite("Headers and dialects")
struct HeaderTests {
  private func map(_ names: [String]) throws -> ColumnMap { try ColumnMap(names: names, separator: 0x2C) }

  @Test("Each dialect knows all columns of its own list", arguments: FrontPageDialect.allCases)
  func codes(dialect: FrontPageDialect) throws {
    let codes = dialect.layout.columns.map(\.code)
    for names in [codes, codes.map { $0.lowercased() }, codes.reversed()] {
      let map = try map(names)
      #expect(map.header.dialect == dialect)
      #expect(map.header.unknownColumns.isEmpty && map.header.repeatedColumns.isEmpty)
      #expect(map.header.absentFields.isEmpty)
      #expect(map.columns.count == dialect.layout.codes.count)
      for (slot, index) in map.columns {
        #expect(names[index].uppercased() == dialect.layout.codes[slot]?.uppercased())
      }
    }
  }

  @Test("The lists have the numbers of columns that the standards have")
  func counts() {
    #expect(ColumnLayout.n041.columns.count == 232)
    #expect(ColumnLayout.hqmsP.columns.count == 346)
    #expect(ColumnLayout.hqmsABCD.columns.count { !$0.code.hasPrefix("F") } == 665)
    #expect(ColumnLayout.hqmsABCD.columns.count == 811)
  }

  @Test("A Chinese header means what the codes mean", arguments: [FrontPageDialect.n041, .hqmsP])
  func chineseNames(dialect: FrontPageDialect) throws {
    let columns = dialect.layout.columns
    let map = try map(columns.map { $0.chineseName ?? $0.code })
    #expect(map.header.dialect == dialect)
    #expect(map.header.unknownColumns.isEmpty)
    for (index, column) in columns.enumerated() {
      if let slot = column.slot { #expect(map.columns[slot] == index, "\(column.code) \(column.chineseName ?? "")") }
    }
  }

  @Test("Names that hospitals give themselves are understood, in any order and with brackets")
  func ownNames() throws {
    let names = [
      "离院方式", "患者姓名", "病案号", "出院科室", "出院日期", "入院日期", "主要诊断编码", "主要诊断名称", "联系电话", "其他诊断名称1",
      "其他诊断编码1", "主要手术操作编码", "其他手术操作编码1", "手机尾号", "性别(XB)", "【责任护士】", "出生日期YYYYMMDD",
    ]
    let map = try map(names)
    func column(_ field: FrontPageField, _ ordinal: Int = 0) -> Int? {
      map.columns[Slot(field: field, ordinal: ordinal)]
    }
    #expect(column(.wayOfLeaving) == 0 && column(.name) == 1 && column(.recordNumber) == 2)
    #expect(column(.department) == 3 && column(.discharged) == 4 && column(.admitted) == 5)
    #expect(column(.phone) == 8 && column(.otherDiagnosisName, 1) == 9 && column(.otherDiagnosisCode, 1) == 10)
    #expect(column(.operationCode, 1) == 11 && column(.operationCode, 2) == 12)
    #expect(column(.sex) == 14 && column(.nurse) == 15 && column(.birthDate) == 16)
    #expect(map.header.unknownColumns == ["手机尾号"])
  }

  @Test("In the TCM dialect JBDM is not the main diagnosis")
  func trap() throws {
    let text = """
      JGMC,BAH,ZYCS,XM,RYSJ,CYSJ,CYKB,JBDM,ZYZD,ZYZD_JBBM,QTZD1,ZYZD_JBBM1,DH1,LYFS
      泗河市中医院,1,1,王明,2026-10-10 09:00:00,2026-10-12 10:00:00,中医科,BNP010,面神经麻痹,G51.000,高血压,I10.x00,16012345678,1

      """
    let reading = try Reading(text)
    #expect(reading.header?.dialect == .tcm)
    #expect(reading.pages.first?.mainDiagnosis == FrontPage.Diagnosis(code: "G51.000", name: "面神经麻痹"))
    #expect(reading.pages.first?.otherDiagnoses == [FrontPage.Diagnosis(code: "I10.x00", name: "高血压")])
    #expect(reading.pages.first?.contact.phone.text == "16012345678")
  }

  @Test("N041's other diagnoses come in their order, not in that of the columns")
  func diagnosisOrder() throws {
    let text = """
      BAH,ZYCS,XM,RYSJ,RYSJS,CYSJ,CYKB,ZYZD,JBDM,QTZD8,JBDM8,QTZD1,JBDM1,LYFS
      1,1,王明,20261010,9,20261012,骨科,骨折,S52.500,八,H08.000,一,A01.000,1

      """
    #expect(try Reading(text).pages.first?.otherDiagnoses.map(\.name) == ["一", "八"])
  }

  @Test("Unknown and repeated columns are named, absent ones too")
  func reports() throws {
    let map = try map(["BAH", "XM", "xm", "RYSJ", "CYSJ", "CYKB", "LYFS", "院内编码", "RYSJS"])
    #expect(map.header.unknownColumns == ["院内编码"])
    #expect(map.header.repeatedColumns == ["xm"])
    #expect(map.header.absentFields.contains(.phone) && !map.header.absentFields.contains(.institutionCode))
    #expect(map.header.columnCount == 9)
  }

  @Test(
    "A name that says code and meaning in one is understood when it says one thing",
    arguments: [("", ""), ("_", ""), ("-", ""), ("(", ")"), ("（", "）"), ("：", "")])
  func codeAndName(before: String, after: String) throws {
    for dialect in [FrontPageDialect.n041, .hqmsP, .hqmsABCD, .tcm] {
      let columns = dialect.layout.columns
      for isCodeFirst in [true, false] {
        let names = columns.map { column -> String in
          guard let name = column.chineseName, column.slot != nil else { return column.code }
          return (isCodeFirst ? column.code : name) + before + (isCodeFirst ? name : column.code) + after
        }
        let map = try map(names)
        #expect(map.header.dialect == dialect && map.header.unknownColumns.isEmpty)
        for (index, column) in columns.enumerated() {
          if let slot = column.slot { #expect(map.columns[slot] == index, "\(names[index])") }
        }
      }
    }
    let mixed = try map(["BAH", "XM备注", "XM", "RYSJ", "CYSJ", "CYKB", "LYFS"])
    #expect(mixed.columns[Slot(field: .name)] == 2 && mixed.header.unknownColumns == ["XM备注"])
  }

  @Test("What stands in brackets tells whose a number is")
  func others() throws {
    let map = try map(["病案号", "姓名", "入院日期", "出院日期", "科室", "离院方式", "联系电话(家属)", "电话(单位)", "联系电话(本人)", "姓名（联系人）"])
    func column(_ field: FrontPageField) -> Int? { map.columns[Slot(field: field)] }
    #expect(column(.contactPhone) == 6 && column(.workPhone) == 7 && column(.phone) == 8 && column(.contactName) == 9)
  }

  @Test(
    "Of several columns for the patient's number the first that can be dialled counts; a day and its time may stand apart"
  )
  func apart() throws {
    let header = "病案号,姓名,入院日期,入院时间,出院时间,出院日期,科室,离院方式,家庭电话,手机号码\n"
    let rows = """
      1,甲,2026-10-10,09:30,10:20,2026-10-12,骨科,1,,16012345678
      2,乙,2026-10-10,2026-10-10 09:30:00,24,2026-10-12,骨科,1,123,16012345678
      3,丙,2026-10-10,9,8时5分,2026-10-12,骨科,1,16012345678,16012345678
      """
    let reading = try Reading(header + rows)
    #expect(
      reading.header?.repeatedColumns == []
        && reading.pages.map(\.phone.text) == Array(repeating: "16012345678", count: 3))
    #expect(
      reading.pages.map(\.admitted.description) == ["2026-10-10T09:30:00", "2026-10-10T09:30:00", "2026-10-10T09"])
    #expect(
      reading.pages.map(\.discharged.description) == ["2026-10-12T10:20:00", "2026-10-12", "2026-10-12T08:05:00"])
    #expect(
      reading.pages.map { $0.notes.map(\.rule).filter { $0 != .stayNumberAssumed } } == [
        [], [.hourInvalid, .phoneSeveral], [],
      ])
  }

  @Test("Columns of one name that don't stand in the list's order are named, not dropped unseen")
  func ambiguous() throws {
    let columns = FrontPageDialect.n041.layout.columns.map { $0.chineseName ?? $0.code }
    #expect(try map(columns).header.ambiguousColumns.isEmpty)
    let map = try map(columns.sorted())
    #expect(Set(map.header.ambiguousColumns).isSuperset(of: ["疾病编码", "时"]))
  }

  @Test("Quotes, a byte order mark, small letters and any order make no difference")
  func dressed() throws {
    let plain = "BAH,XM,RYSJ,CYSJ,CYKB,LYFS\n1,甲,20261010,20261012,儿科,1\n"
    let dressed =
      "\u{FEFF}\"lyfs\",\" Cykb \",\"xm\",\"cysj\",\"rysj\",\"bah\"\n\"1\",\"儿科\",\"甲\",\"20261012\",\"20261010\",\"1\"\n"
    let reading = try Reading(dressed)
    #expect(reading.header?.dialect == .n041 && reading.header?.unknownColumns == [])
    #expect(try reading.pages == Reading(plain).pages && reading.pages.count == 1)
  }

  @Test("Missing columns are a file error that names them with their codes")
  func missing() {
    let expected = FrontPageFileError.columnsMissing(dialect: .n041, fields: [.recordNumber, .wayOfLeaving])
    #expect(throws: expected) { try map(["XM", "RYSJ", "RYSJS", "CYSJ", "CYKB"]) }
    #expect(expected.chinese.contains("病案号(BAH)") && expected.chinese.contains("离院方式(LYFS)"))
    #expect(expected.english.contains("BAH"))
  }

  @Test("A zero byte further down is dirt of its cell, in whatever part it comes", arguments: [64, 4096])
  func zeroByte(chunk size: Int) throws {
    let reading = try Reading(Row(["XM": "王\0明", "XZZ": "a\0"]).text, chunk: size)
    #expect(reading.pages.map(\.name) == ["王明"])
  }

  @Test("A row of data in the header's place isn't shown as known names")
  func dataFirst() {
    #expect(throws: FrontPageFileError.headerNotRecognised(columns: 5, known: [])) {
      try map(["1", "2", "2610001", "张三", "13800001234"])
    }
  }

  @Test("A header of something else is not recognised")
  func unrecognised() {
    let expected = FrontPageFileError.headerNotRecognised(columns: 3, known: ["病案号"])
    #expect(throws: expected) { try map(["name", "price", "", "病案号"]) }
    #expect(throws: FrontPageFileError.headerNotRecognised(columns: 1, known: [])) {
      try Reading("hello world\n1\n")
    }
  }

  @Test("What is no text is told by its first bytes")
  func noText() {
    func read(_ head: [UInt8]) -> FrontPageFileError? {
      do {
        _ = try Reading(head + [UInt8](repeating: 0x41, count: 100))
        return nil
      } catch {
        return error as? FrontPageFileError
      }
    }
    #expect(read([0x50, 0x4B, 0x03, 0x04]) == .notText(.workbookOrArchive))
    #expect(read([0xD0, 0xCF, 0x11, 0xE0]) == .notText(.oldWorkbook))
    #expect(read(Array("%PDF-1.7".utf8)) == .notText(.document))
    #expect(
      read([0x1F, 0x8B, 0x08]) == .notText(.workbookOrArchive) && read(Array("<html>".utf8)) == .notText(.markup))
    #expect(read(Array("\u{FEFF}<?xml ".utf8)) == .notText(.markup))
    #expect(read([0x03, 0x7E, 0x01, 0x01, 0x00]) == .notText(.database))
    #expect(read([0x42, 0x00, 0x41, 0x00]) == .notText(.binary))
    #expect(throws: FrontPageFileError.empty) { try Reading("") }
    #expect(throws: FrontPageFileError.empty) { try Reading("\n\n") }
  }
}
