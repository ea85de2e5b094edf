import FrontPages
import JSONRPC
import TestSupport
import Testing

@testable import Discharges

/// A stay number that hospitals leave blank, or never count on, must not make one stay of two.
@Suite("Two stays under one stay number")
struct OtherStayTests {
  private static let header = "病案号,姓名,入院日期,出院日期,科室,离院方式\n"

  @Test(
    "The second stay is rejected, in one file and in the next, and taken once it has its number",
    arguments: [90, 1 << 20])
  func rejected(partBytes: Int) async throws {
    try await TestRegion.run { region in
      let first = "A,张三,2026-09-01,2026-09-05,骨科,1\n"
      let second = "A,张三,2026-09-05,2026-09-09,骨科,1\n"
      let both = try await region.importFile(Array((Self.header + first + second).utf8), partBytes: partBytes)
      #expect(counts(both) == [2, 1, 0, 0, 1])
      let alone = try await region.importFile(Array((Self.header + second).utf8), partBytes: partBytes)
      #expect(counts(alone) == [1, 0, 0, 0, 1])
      let listed = try await region.result(
        "discharge.import.rejection.list", "{\"importId\":\"\(alone["importId"]?.string ?? "")\"}", as: .manager)
      let problem = listed["items"]?.elements.first?["problems"]?.elements.first
      #expect(problem?["rule"]?.string == "stayNumber.otherStay" && problem?["value"]?.string == "1")
      let numbered = Self.header.replacing("姓名", with: "住院次数,姓名") + second.replacing("A,", with: "A,2,")
      #expect(counts(try await region.importFile(Array(numbered.utf8))) == [1, 1, 0, 0, 0])
    }
  }

  @Test("A corrected date is the same stay")
  func corrected() async throws {
    try await TestRegion.run { region in
      for (admitted, discharged) in [("01", "05"), ("01", "09"), ("03", "09"), ("02", "04")] {
        let row = "A,张三,2026-09-\(admitted),2026-09-\(discharged),骨科,1\n"
        let state = try await region.importFile(Array((Self.header + row).utf8))
        #expect(counts(state)[4] == 0)
      }
    }
  }

  @Test(
    "Two stays are two when one ends before the other begins",
    arguments: [
      (1, 5, 5, 9, true), (5, 9, 1, 5, true), (1, 5, 7, 9, true), (1, 5, 4, 9, false), (1, 5, 1, 9, false),
      (1, 1, 1, 4, false),
      (1, 4, 1, 1, false), (1, 9, 3, 4, false), (3, 3, 4, 4, true), (3, 3, 3, 3, false), (1, 5, 5, 5, false),
    ])
  func days(first: Int, firstEnd: Int, second: Int, secondEnd: Int, isAnother: Bool) {
    let one = StayDays(admitted: first, discharged: firstEnd)
    #expect(one.isAnotherStay(than: StayDays(admitted: second, discharged: secondEnd)) == isAnother)
  }
}
