import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct ListTasksTests {
  @Test("Pages go through the whole worklist once, in the order of the due days")
  func pages() async throws {
    try await TestRegion.run { region in
      try await region.importPages((0..<23).map { .test(record: "R\($0)", daysAgo: 16 + $0 % 12) })
      var seen: [String] = []
      var days: [String] = []
      var cursor: String?
      repeat {
        let page = try await region.result(
          "followup.task.list",
          "{\"view\":\"due\",\"page\":{\"limit\":5\(cursor.map { ",\"cursor\":\"\($0)\"" } ?? "")}}", as: .nurse)
        for item in page["items"]?.elements ?? [] {
          seen.append(item["taskId"]?.string ?? "")
          days.append(item["dueOn"]?.string ?? "")
        }
        cursor = page["nextCursor"]?.string
      } while cursor != nil
      #expect(seen.count == 23)
      #expect(Set(seen).count == 23)
      #expect(days == days.sorted())
    }
  }

  @Test("Due, overdue and promised part the open tasks; names are masked")
  func views() async throws {
    try await TestRegion.run { region in
      try await region.importPages([
        .test(record: "A", daysAgo: 20), .test(record: "B", daysAgo: 40), .test(record: "C", daysAgo: 3),
        .test(record: "D", daysAgo: 21),
      ])
      let next = try await region.result("followup.task.list", "{\"view\":\"due\"}", as: .nurse)
      let promised = try #require(next["items"]?.elements.first { $0["dischargedOn"] != nil }?["taskId"]?.string)
      try await region.result(
        "followup.attempt.record",
        """
        {"taskId":"\(promised)","disposition":"promisedRedial","respondent":"patient","promisedAt":"\(inHours(5))"}
        """, as: .nurse)
      func count(_ view: String) async throws -> Int? {
        let page = try await region.result("followup.task.list", "{\"view\":\"\(view)\"}", as: .nurse)
        for item in page["items"]?.elements ?? [] { #expect(item["patientName"]?.string == "张*丰") }
        return page["items"]?.count
      }
      #expect(try await count("due") == 1)
      #expect(try await count("overdue") == 1)
      #expect(try await count("promised") == 1)
    }
  }

  @Test("A cursor of another filter or another person is refused")
  func foreignCursor() async throws {
    try await TestRegion.run { region in
      try await region.importPages((0..<3).map { .test(record: "R\($0)", daysAgo: 20) })
      let page = try await region.result("followup.task.list", "{\"view\":\"due\",\"page\":{\"limit\":1}}", as: .nurse)
      let cursor = try #require(page["nextCursor"]?.string)
      let call = "{\"view\":\"overdue\",\"page\":{\"cursor\":\"\(cursor)\"}}"
      #expect(try await region.failure("followup.task.list", call, as: .nurse)?.code == .cursorInvalid)
      let same = "{\"view\":\"due\",\"page\":{\"cursor\":\"\(cursor)\"}}"
      #expect(
        try await region.failure("followup.task.list", same, as: .of(.general, .headNurse))?.code == .cursorInvalid)
    }
  }

  @Test("The agent's worklist is the centre's, over all departments")
  func agent() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A"), .test(record: "B", department: "骨科")])
      let page = try await region.result("followup.task.list", "{\"view\":\"due\"}", as: .of(.general, .agent))
      #expect(page["items"]?.count == 2)
      for item in page["items"]?.elements ?? [] { #expect(item["responsibleRole"]?.string == "agent") }
    }
  }
}
