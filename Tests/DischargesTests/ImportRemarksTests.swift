import FrontPages
import JSONRPC
import Postgres
import SQL
import TestSupport
import Testing

@testable import Discharges

/// What was read otherwise than it stands in the file is told, however the file is cut into parts.
@Suite("Remarks of an import")
struct ImportRemarksTests {
  private static let header = "病案号,住院次数,姓名,性别,出生日期,患者电话,联系人姓名,联系人电话,入院时间,出院时间,出院科室,离院方式,姓名\n"

  private func remarks(_ state: JSONValue) -> [String: (rows: Int, lines: [Int])] {
    var found: [String: (rows: Int, lines: [Int])] = [:]
    for remark in state["remarks"]?.elements ?? [] {
      found[remark["rule"]?.string ?? ""] = (
        remark["rows"]?.integer ?? -1, remark["lines"]?.elements.compactMap(\.integer) ?? []
      )
    }
    return found
  }

  @Test("Rows are counted once, whatever the parts; the words hold nobody's values", arguments: [150, 1 << 20])
  func counted(partBytes: Int) async throws {
    try await TestRegion.run { region in
      let rows = """
        A,1,张三,男,1980-01-01,1.38E+10,,,2026-09-01,2026-09-05,骨科,1,
        B,1,李四,3,45000,13800001234,,,2026-09-01,2026-09-05,骨科,1,
        C,1,王五,男,1980-01-01,1.38E+10,王六,,2026-09-01,2026-09-05,骨科,1,
        C,1,王五,男,1980-01-01,1.38E+10,王六,,2026-09-01,2026-09-05,内科,1,
        C,1,王五,男,1980-01-01,1.38E+10,王六,,2026/9/1,2026-09-05,骨科,1.0,
        D,1,赵七,男,1980-01-01,1.38E+10,,,2026-09-01,2026-09-05,骨科,7,

        """
      let state = try await region.importFile(Array((Self.header + rows).utf8), partBytes: partBytes)
      #expect(counts(state) == [6, 3, 0, 2, 1])
      let remarks = remarks(state)
      #expect(remarks["phone.lost"]?.rows == 4 && remarks["phone.lost"]?.lines == [2, 4, 5, 6])
      #expect(remarks["stay.repeatedDifferently"]?.lines == [5])
      #expect(remarks["sex.unknown"]?.lines == [3] && remarks["birthDate.invalid"]?.lines == [3])
      #expect(remarks["contact.withoutPhone"]?.rows == 3 && remarks["columns.repeated"]?.rows == 0)
      #expect(remarks["columns.absent"] != nil)
      let words = try #require(state["remarks"]).elements.compactMap { $0["message"]?.string }.joined()
      for value in ["1.38", "张三", "45000", "王六"] { #expect(!words.contains(value)) }
      #expect(words.contains("scientific notation") && words.contains("姓名"))
    }
  }

  @Test("Of several numbers all are kept, and times to the second: a day and a second is longer than a day")
  func whole() async throws {
    try await TestRegion.run { region in
      let rows = """
        A,1,张三,男,1980-01-01,13800001234/13900001234,李四,13700001234 010-62345678,2026-09-01 09:00:00,2026-09-02 09:00:00,骨科,1,
        B,1,王五,男,1981-01-01,13800001235,,,2026-09-01 09:00:00,2026-09-02 09:00:01,骨科,1,

        """
      let state = try await region.importFile(Array((Self.header + rows).utf8))
      #expect(counts(state) == [2, 2, 0, 0, 0] && remarks(state)["phone.several"]?.rows == 1)
      let told = try await region.owner.pipelined([
        """
        select (select string_agg(c.source, ' ' order by c.source) from discharges.contact c where c.patient_id = d.patient_id)
          || ' ' || (d.discharged_at - d.admitted_at > interval '24 hours')
          from discharges.discharge d where d.record_number in ('A', 'B') order by d.record_number
        """
      ])
      #expect(
        try told[0].map { try $0.column(0, as: String.self) } == [
          "contact contact patient patient false", "patient true",
        ])
    }
  }

  @Test("A file of nothing odd has none but for the columns that it lacks, and the template's example imports nobody")
  func plain() async throws {
    try await TestRegion.run { region in
      let state = try await region.importPages([.test()])
      #expect(remarks(state).isEmpty)
      let template = try await region.importFile(DailyListTemplate.bytes)
      #expect(counts(template) == [1, 0, 0, 0, 1])
    }
  }
}
