import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import Discharges

@Suite("History of what imports changed")
struct HistoryTests {
  private static func discharge(_ region: TestRegion, as person: TestPerson = .manager) async throws -> String? {
    let found = try await region.result("patient.find", "{\"by\":\"recordNumber\",\"value\":\"T0001\"}", as: person)
    return found["items"]?.elements.first?["dischargeId"]?.string
  }

  @Test("Each update leaves what it changed, before and after, newest first, personal values masked")
  func changes() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(name: "张三")])
      var second = FrontPage.test(name: "张三丰", department: "骨科", wayOfLeaving: .transferred)
      second.address = "泗河市东湖区新华路1号"
      try await region.importPages([second])
      second.nurse = "周芳"
      try await region.importPages([second])
      try await region.importPages([second])
      let id = try #require(try await Self.discharge(region))
      let first = try await region.result(
        "discharge.history.list", "{\"dischargeId\":\"\(id)\",\"page\":{\"limit\":1}}", as: .manager)
      let latest = try #require(first["items"]?.elements.first)
      #expect(latest["fileName"]?.string == "test.csv")
      #expect(latest["fields"]?.elements.map { $0["field"]?.string } == ["nurse"])
      #expect(latest["fields"]?.elements.first?["before"]?.string == "房丹")
      #expect(latest["fields"]?.elements.first?["after"]?.string == "周芳")
      let cursor = try #require(first["nextCursor"]?.string)
      let rest = try await region.result(
        "discharge.history.list", "{\"dischargeId\":\"\(id)\",\"page\":{\"limit\":5,\"cursor\":\"\(cursor)\"}}",
        as: .manager)
      #expect(rest["items"]?.count == 1 && rest["nextCursor"] == nil)
      var fields: [String: [String?]] = [:]
      for field in rest["items"]?.elements.first?["fields"]?.elements ?? [] {
        fields[field["field"]?.string ?? ""] = [field["before"]?.string, field["after"]?.string]
      }
      #expect(fields["department"] == ["心血管内科", "骨科"] && fields["wayOfLeaving"] == ["1", "2"])
      #expect(fields["patientName"] == ["张*", "张*丰"] && fields["address"] == [nil, "泗河市东湖区****"])
      #expect(Set(fields.keys).isSuperset(of: ["department", "wayOfLeaving", "patientName", "address"]))
      let events = try await region.owner.pipelined([
        "select min(subject_count) from audit.event where method = 'discharge.history.list' and outcome = 'allowed'"
      ])
      #expect(try events[0].single(Int.self) == 1)
    }
  }

  @Test("Under an alias not even the outline of the former and the present name is shown")
  func alias() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(name: "张三")])
      try await region.importPages([.test(name: "张三丰")])
      let found = try await region.result(
        "patient.find", "{\"by\":\"recordNumber\",\"value\":\"T0001\"}", as: .manager)
      let item = try #require(found["items"]?.elements.first)
      try await region.result(
        "patient.update", "{\"patientId\":\"\(item["patientId"]?.string ?? "")\",\"alias\":\"贵宾甲\"}", as: .nurse)
      let history = try await region.result(
        "discharge.history.list", "{\"dischargeId\":\"\(item["dischargeId"]?.string ?? "")\"}", as: .manager)
      let fields = history["items"]?.elements.first?["fields"]?.elements ?? []
      let name = try #require(fields.first { $0["field"]?.string == "patientName" })
      let shown = (name["before"]?.string ?? "") + (name["after"]?.string ?? "")
      #expect(!shown.contains("张") && !shown.contains("丰") && !shown.isEmpty)
    }
  }

  @Test("Whoever may read the stay may read its history, in its new department, and nobody else")
  func scope() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test()])
      try await region.importPages([.test(department: "骨科")])
      let id = try #require(try await Self.discharge(region))
      func history(_ person: TestPerson) async throws -> RPCError? {
        try await region.failure("discharge.history.list", "{\"dischargeId\":\"\(id)\"}", as: person)
      }
      #expect(try await history(.of(.general, .wardNurse, department: 1)) == nil)
      #expect(try await history(.nurse) == RPCError(.notFound))
      #expect(try await history(.of(.maternity, .centreManager)) == RPCError(.notFound))
    }
  }
}
