import Testing

@testable import FrontPages

@Suite("Rejected rows given back")
struct CorrectionFileTests {
  /// A reader's rejected rows as a file, whatever the size of the chunks.
  private func corrections(_ bytes: [UInt8], chunk size: Int) throws -> [UInt8] {
    var detector = EncodingDetector()
    detector.push(bytes)
    var reader = FrontPageReader(encoding: detector.encoding)
    var lines: [UInt8] = []
    func keep(_ outcomes: [FrontPageOutcome], _ reader: FrontPageReader) {
      for case .rejected(let rejection) in outcomes {
        let cells = reader.cells(ofRow: rejection.rowNumber)
        lines += CorrectionFile.line(reasons: rejection.problems.map(\.chinese), cells: cells)
      }
    }
    for start in stride(from: 0, to: bytes.count, by: size) {
      keep(try reader.push(Array(bytes[start..<min(bytes.count, start + size)])), reader)
    }
    keep(try reader.finish(), reader)
    return CorrectionFile.header(reader.header?.columns ?? []) + lines
  }

  static let header = "BAH,XM,XZZ,RYSJ,CYSJ,CYKB,LYFS,备注\n"
  static let rows = """
    1,甲,"a,""b""\nc",20261010,20261012,儿科,1,x
    ,乙,"a,""b""\nc", 20261010 ,20261012,儿科,1,=1+1
    3,丙,'d,20261010,20261012,儿科,7,-
    4,丁,e,20261010
    5,戊,f,g,20261010,20261012,儿科,1,@x
    """

  @Test(
    "They keep each value where it was, in every encoding and for every chunk size, and are rejected for the same reasons",
    arguments: [FileEncoding.utf8, .gb18030, .utf16LittleEndian])
  func same(encoding: FileEncoding) throws {
    let text = Self.header + Self.rows
    let bytes =
      switch encoding {
      case .gb18030: EncodingTests.gb18030(text)
      case .utf16LittleEndian: EncodingTests.utf16(text, bigEndian: false)
      default: Array(text.utf8)
      }
    let expected = """
      \u{FEFF}拒绝原因,BAH,XM,XZZ,RYSJ,CYSJ,CYKB,LYFS,备注\r
      病案号为空。请在病案系统补填病案号后重新导出该行。,,乙,"a,""b""\nc", 20261010 ,20261012,儿科,1,'=1+1\r
      离院方式“7”无效，应为 1–5 或 9。请更正后重新导出该行。,3,丙,'d,20261010,20261012,儿科,7,'-\r
      列数与表头不符（4/8），可能有未加引号的分隔符或换行。请更正后重新导出该行。,4,丁,e,20261010\r
      列数与表头不符（9/8），可能有未加引号的分隔符或换行。请更正后重新导出该行。,5,戊,f,g,20261010,20261012,儿科,1,'@x\r

      """
    for size in [1, 50, 1000] {
      let file = try corrections(bytes, chunk: size)
      #expect(String(decoding: file, as: UTF8.self) == expected)
      let again = try Reading(file)
      #expect(again.header?.unknownColumns == ["备注"] && again.pages.isEmpty)
      #expect(
        again.rejections.map { $0.problems.map(\.rule) } == [
          [.recordNumberMissing], [.wayOfLeavingUnknown], [.fieldCount], [.fieldCount],
        ])
      // Sent a second time they have the reasons of that time only.
      let twice = String(decoding: try corrections(file, chunk: size), as: UTF8.self)
      #expect(twice == expected.replacing("4/8", with: "5/9").replacing("9/8", with: "10/9"))
    }
  }

  @Test("Corrected, they are taken")
  func corrected() throws {
    let file = String(decoding: try corrections(Array((Self.header + Self.rows).utf8), chunk: 100), as: UTF8.self)
    let mended = file.replacing(",,乙", with: ",2,乙").replacing(",7,", with: ",5,").replacing(
      "4,丁,e,20261010", with: "4,丁,e,20261010,20261012,儿科,1,"
    )
    .replacing("f,g", with: "\"f,g\"")
    let reading = try Reading(mended)
    #expect(reading.rejections.isEmpty && reading.pages.map(\.recordNumber) == ["2", "3", "4", "5"])
    #expect(reading.pages.map(\.address) == ["a,\"b\" c", "d", "e", "f,g"])
  }

  @Test(
    "In every dialect a row that was corrected in its column becomes the stay that it was to be",
    arguments: FrontPageDialect.allCases)
  func everyDialect(dialect: FrontPageDialect) throws {
    var page = try #require(RoundTripTests.discharges).page(at: 3)
    page.address = "东湖区\"1\"号；3室"
    let writer = FrontPageWriter(dialect: dialect)
    let bytes = { (dirt: DirtKind?) in
      var bytes = writer.header()
      writer.append(page, dirt: dirt, to: &bytes)
      return bytes
    }
    let file = String(decoding: try corrections(bytes(.wayOfLeavingSeven), chunk: 50), as: UTF8.self)
    #expect(try Reading(file).rejections.map { $0.problems.map(\.rule) } == [[.wayOfLeavingUnknown]])
    let column = try #require(dialect.layout.columns.firstIndex { $0.slot == Slot(field: .wayOfLeaving) })
    // Behind the column with the reasons; no value holds a comma.
    var cells = file.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    cells[dialect.layout.columns.count + 1 + column] = "1"
    let reading = try Reading(cells.joined(separator: ","))
    let expected = try Reading(bytes(nil)).pages
    #expect(reading.rejections.isEmpty && reading.pages.map(\.canonicalBytes) == expected.map(\.canonicalBytes))
    #expect(reading.header?.unknownColumns == [] && reading.header?.dialect == dialect)
  }

  @Test(
    "What a spreadsheet was to take as text comes back as it was meant",
    arguments: ["=\"00123\"", "'00123", "\t00123", "'=\"00123\"", " 00123"])
  func asText(cell: String) throws {
    let bytes = Array((Self.header + "\"\(cell.replacing("\"", with: "\"\""))\",甲,a,20261010,20261012,儿科,7,x\n").utf8)
    let mended = String(decoding: try corrections(bytes, chunk: 1000), as: UTF8.self).replacing(",7,", with: ",1,")
    #expect(try Reading(mended).pages.map(\.recordNumber) == ["00123"])
  }

  @Test("What is too long to be a value stays too long")
  func tooLong() throws {
    let long = String(repeating: "长", count: 4000)
    let bytes = Array((Self.header + "1,甲,\(long),20261010,20261012,儿科,7,x\n").utf8)
    let mended = String(decoding: try corrections(bytes, chunk: 1000), as: UTF8.self).replacing(",7,", with: ",1,")
    #expect(try Reading(mended).pages.isEmpty)
  }

  @Test(
    "No spreadsheet runs what stands in a cell, and numbers stay numbers",
    arguments: [
      ("=1+1", "'=1+1"), ("+86 138", "'+86 138"), ("-", "'-"), ("@a", "'@a"), ("\t=1", "'\t=1"), ("-12.5", "-12.5"),
      ("+8613800001234", "+8613800001234"), ("--1", "'--1"), ("甲", "甲"), ("", ""), ("+1E+9", "'+1E+9"),
    ])
  func harmless(text: String, expected: String) {
    #expect(CorrectionFile.harmless(text) == expected)
  }
}
