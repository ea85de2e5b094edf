import FrontPages
import JSONRPC
import Postgres
import SQL
import TestSupport
import Testing

@testable import Discharges

@Suite("What an import tells about rows that it took")
struct ImportWarningTests {
  @Test("Stays of a department out of use are taken, counted and told with what to do")
  func deactivated() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A", department: "老年病科"), .test(record: "B", department: "骨科")])
      _ = try await region.owner.pipelined([
        "update directory.department set status = 'deactivated', confirmed = true where name = '老年病科'"
      ])
      let state = try await region.importPages(
        [
          .test(record: "C", department: "老年病科"), .test(record: "D", department: "骨科"),
          .test(record: "E", department: "老年病科"), .test(record: "A", department: "老年病科"),
        ], partBytes: 1000)
      #expect(counts(state) == [4, 3, 0, 1, 0])
      let warnings = try #require(state["warnings"]?.elements)
      #expect(warnings.count == 1 && warnings.first?["rule"]?.string == "departmentDeactivated")
      #expect(warnings.first?["department"]?.string == "老年病科" && warnings.first?["rows"]?.integer == 2)
      #expect(warnings.first?["message"]?.string?.contains("department.map") == true)
      let landed = try await region.owner.pipelined([
        """
        select count(*) from discharges.discharge d join directory.department e using (tenant_id, department_id)
          where e.name = '老年病科'
        """
      ])
      #expect(try landed[0].single(Int.self) == 3)
      // Back on the list where an administrator looks.
      #expect(try await region.department("老年病科")?["confirmed"]?.boolean == false)
    }
  }
}
