import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct VisitTests {
  private func due(_ region: TestRegion, _ view: String = "due") async throws -> [JSONValue] {
    try await region.result("followup.task.list", "{\"view\":\"\(view)\"}", as: .nurse)["items"]?.elements ?? []
  }

  private func open(_ region: TestRegion, record: String = "T0001", daysAgo: Int = 2, as person: TestPerson = .nurse)
    async throws
    -> JSONValue
  {
    let department = region.people.departments[.general]?.first?.uuidString ?? ""
    let day = region.today.adding(days: -daysAgo)
    return try await region.result(
      "stay.open",
      "{\"stays\":[{\"recordNumber\":\"\(record)\",\"departmentId\":\"\(department)\",\"admittedOn\":\"\(day)\"}]}",
      as: person)
  }

  @Test(
    "Who came back within 31 days is flagged, and isn't called about the stay before, whichever comes first",
    arguments: [[1, 2], [2, 1]])
  func readmitted(order: [Int]) async throws {
    try await TestRegion.run { region in
      for stay in order { try await region.importPages([.test(stay: stay, daysAgo: stay == 1 ? 40 : 20)]) }
      let tasks = try await due(region)
      #expect(tasks.count == 1 && tasks.first?["readmissionDays"]?.integer == 15)
      #expect(try await due(region, "overdue").isEmpty)
      let department = region.people.departments[.general]?.first?.uuidString ?? ""
      let list = try await region.result("discharge.list", "{\"departmentId\":\"\(department)\"}", as: .nurse)["items"]?
        .elements
      #expect(list?.map { $0["readmissionDays"]?.integer } == [15, nil])
      #expect(list?.first?["readmissionOf"]?.string == list?.last?["dischargeId"]?.string)
      #expect(try await region.result("hold.list", as: .manager)["items"]?.count == 0)
    }
  }

  @Test("A stay of more than 31 days ago is none to come back from")
  func longAgo() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(stay: 1, daysAgo: 60), .test(stay: 2, daysAgo: 20)])
      #expect(try await due(region).first?["readmissionDays"] == nil)
    }
  }

  @Test("An inpatient's earlier tasks rest; a stay that was opened by mistake is closed, and they are there again")
  func openedAndClosed() async throws {
    try await TestRegion.run { region in
      let patient = try await region.detail(region.dueTask())["patientId"]?.string ?? ""
      let opened = try await open(region)
      #expect(opened["opened"]?.integer == 1 && opened["unknown"]?.count == 0)
      #expect(try await open(region)["opened"]?.integer == 0)
      #expect(try await due(region).isEmpty)
      #expect(try await region.result("followup.task.next", as: .nurse)["task"] == nil)
      let visits =
        try await region.result("visit.list", "{\"patientId\":\"\(patient)\"}", as: .nurse)["items"]?.elements ?? []
      #expect(visits.count == 1 && visits.first?["endedOn"] == nil && visits.first?["encounter"]?.string == "inpatient")
      let close = "{\"visitId\":\"\(visits.first?["visitId"]?.string ?? "")\",\"expectedVersion\":1}"
      #expect(
        try await region.failure("stay.close", close, as: .of(.general, .wardNurse, department: 1))
          == RPCError(.notFound))
      try await region.result("stay.close", close, as: .nurse)
      #expect(try await region.failure("stay.close", close, as: .nurse)?.violations.first?.rule == "stayEnded")
      #expect(try await due(region).count == 1)
    }
  }

  @Test("A stay ends when its discharge comes; the earlier tasks end, since the new stay has its own")
  func discharged() async throws {
    try await TestRegion.run { region in
      let patient = try await region.detail(region.dueTask(daysAgo: 30))["patientId"]?.string ?? ""
      _ = try await open(region, daysAgo: 21)
      try await region.importPages([.test(stay: 2, daysAgo: 16)])
      let visit = try await region.result("visit.list", "{\"patientId\":\"\(patient)\"}", as: .nurse)["items"]?.elements
        .first
      #expect(visit?["dischargeId"] != nil)
      #expect(visit?["endedOn"]?.string == "\(region.today.adding(days: -16))")
      #expect(try await due(region).map { $0["readmissionDays"]?.integer } == [9])
    }
  }

  @Test("Who isn't known is answered, another ward's department and a day to come are refused")
  func refused() async throws {
    try await TestRegion.run { region in
      _ = try await region.dueTask()
      #expect(try await open(region, record: "NOBODY")["unknown"]?.elements.map(\.string) == ["NOBODY"])
      let stranger = TestPerson.of(.general, .wardNurse, department: 1)
      let department = region.people.departments[.general]?.first?.uuidString ?? ""
      let today = region.today
      func call(_ day: CalendarDay) -> String {
        "{\"stays\":[{\"recordNumber\":\"T0001\",\"departmentId\":\"\(department)\",\"admittedOn\":\"\(day)\"}]}"
      }
      #expect(try await region.failure("stay.open", call(today), as: stranger) == RPCError(.notFound))
      #expect(
        try await region.failure("stay.open", call(today.adding(days: 1)), as: .nurse)?.violations.first?.path
          == "stays[0]")
    }
  }

  @Test("Outpatient and emergency visits stand beside the stays, newest first")
  func visits() async throws {
    try await TestRegion.run { region in
      let patient = try await region.detail(region.dueTask())["patientId"]?.string ?? ""
      let department = region.people.departments[.general]?.first?.uuidString ?? ""
      let today = region.today
      for (encounter, days) in [("outpatient", 9), ("emergency", 3)] {
        try await region.result(
          "visit.record",
          """
          {"patientId":"\(patient)","encounter":"\(encounter)","departmentId":"\(department)","on":"\(today.adding(days: -days))"}
          """, as: .nurse)
      }
      let first = try await region.result(
        "visit.list", "{\"patientId\":\"\(patient)\",\"page\":{\"limit\":1}}", as: .nurse)
      #expect(first["items"]?.elements.map { $0["encounter"]?.string } == ["emergency"])
      let cursor = first["nextCursor"]?.string ?? ""
      let second = try await region.result(
        "visit.list", "{\"patientId\":\"\(patient)\",\"page\":{\"cursor\":\"\(cursor)\"}}", as: .nurse)
      #expect(second["items"]?.elements.map { $0["encounter"]?.string } == ["outpatient"])
      #expect(try await due(region).count == 1)
    }
  }
}
