import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite("What rests, and what is to come, is seen")
struct RestingTasksTests {
  private func list(_ region: TestRegion, _ view: String, as person: TestPerson = .nurse, page: String = "")
    async throws
    -> JSONValue
  {
    try await region.result("followup.task.list", "{\"view\":\"\(view)\"\(page)}", as: person)
  }

  @Test("Held tasks are listed with reasons, since when and until when; an open end is none")
  func held() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A"), .test(record: "B"), .test(record: "C")])
      let today = region.today
      let tasks = try await list(region, "due")["items"]?.elements.compactMap { $0["taskId"]?.string } ?? []
      var discharges: [String] = []
      for task in tasks { discharges.append(try await region.detail(task)["dischargeId"]?.string ?? "") }
      let (soon, later) = (today.adding(days: 3), today.adding(days: 9))
      for (discharge, reason, until) in [
        (discharges[0], "dispute", soon), (discharges[0], "other", later), (discharges[1], "dispute", soon),
        (discharges[1], "administrativeDischarge", nil),
      ] as [(String, String, CalendarDay?)] {
        let end = until.map { ",\"until\":\"\($0)\"" } ?? ""
        try await region.result(
          "hold.place", "{\"dischargeId\":\"\(discharge)\",\"reason\":\"\(reason)\"\(end)}", as: .manager)
      }
      let all = try await list(region, "held")["items"]?.elements ?? []
      #expect(Set(all.map { $0["taskId"]?.string }) == Set(tasks.prefix(2)))
      for item in all {
        #expect(item["hold"]?["since"]?.string == "\(today)" && item["patientName"]?.string == "张*丰")
        let isFirst = item["taskId"]?.string == tasks[0]
        #expect(item["hold"]?["until"]?.string == (isFirst ? "\(later)" : nil))
        #expect(
          item["hold"]?["reasons"]?.elements.compactMap(\.string)
            == (isFirst ? ["dispute", "other"] : ["administrativeDischarge", "dispute"]))
      }
      let first = try await list(region, "held", page: ",\"page\":{\"limit\":1}")
      let cursor = first["nextCursor"]?.string ?? ""
      let second = try await list(region, "held", page: ",\"page\":{\"cursor\":\"\(cursor)\"}")
      #expect(
        second["items"]?.count == 1
          && second["items"]?.elements.first?["taskId"]?.string != first["items"]?.elements.first?["taskId"]?.string)
      #expect(try await list(region, "due")["items"]?.elements.map { $0["hold"] == nil } == [true])
      #expect(try await list(region, "held", as: .of(.general, .wardNurse, department: 1))["items"]?.count == 0)
    }
  }

  @Test("Tasks whose window opens later are waiting, and in no other view")
  func waiting() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A", daysAgo: 20), .test(record: "B", daysAgo: 3)])
      let waiting = try await list(region, "waiting")["items"]?.elements ?? []
      #expect(waiting.count == 1)
      #expect(waiting.first?["opensOn"]?.string ?? "" > "\(region.today)")
      for view in ["due", "overdue", "promised", "held"] {
        let other = try await list(region, view)["items"]?.elements ?? []
        #expect(!other.contains { $0["taskId"]?.string == waiting.first?["taskId"]?.string }, "\(view)")
      }
      let department = region.people.departments[.general]?.first?.uuidString ?? ""
      let seen = try await list(region, "waiting", as: .manager, page: ",\"departmentId\":\"\(department)\"")
      #expect(seen["items"]?.elements.contains { $0["taskId"]?.string == waiting.first?["taskId"]?.string } == true)
    }
  }

  @Test("Whoever manages holds of one department sees those of its discharges, and those over its patients as a whole")
  func holdsOfADepartment() async throws {
    try await TestRegion.run { region in
      try await region.importPages([
        .test(record: "A"), .test(record: "B", department: "骨科"), .test(record: "C"),
        .test(record: "D", department: "骨科"),
      ])
      let officer = TestPerson.of(.general, .securityOfficer)
      try await region.result(
        "role.create",
        """
        {"role":"own.disputes","name":"医患办","permissions":[{"permission":"hold.manage","scope":"department"}]}
        """, as: officer)
      let person = try await region.newcomer("disputes")
      let department = region.people.departments[.general]?.first?.uuidString ?? ""
      try await region.result(
        "assignment.grant",
        "{\"accountId\":\"\(person.account)\",\"role\":\"own.disputes\",\"departmentId\":\"\(department)\"}",
        as: officer)
      for (record, isWhole) in [("A", false), ("B", false), ("C", true), ("D", true)] {
        let row = try await region.owner.pipelined([
          "select patient_id, discharge_id from discharges.discharge where record_number = \(record)"
        ])
        let (patient, discharge) = try row[0].single((UUID, UUID).self)
        let what = isWhole ? "\"patientId\":\"\(patient)\"" : "\"dischargeId\":\"\(discharge)\""
        try await region.result("hold.place", "{\(what),\"reason\":\"dispute\"}", as: .manager)
      }
      func seen(_ page: String = "{}") async throws -> JSONValue {
        let outcome = await region.dispatcher.dispatch(
          try TestCall.make("hold.list", page), bearer: person.token,
          request: RequestContext(language: .english, clientAddress: "192.0.2.1"))
        return try JSONDocument(scanning: outcome.get().bytes).root
      }
      #expect(try await seen()["items"]?.count == 2)
      let first = try await seen("{\"page\":{\"limit\":1}}")
      let second = try await seen("{\"page\":{\"cursor\":\"\(first["nextCursor"]?.string ?? "")\"}}")
      #expect(first["items"]?.count == 1 && second["items"]?.count == 1 && second["nextCursor"] == nil)
      #expect(try await region.result("hold.list", as: .manager)["items"]?.count == 4)
      // A corrected file moves the discharge, and its hold with it.
      try await region.importPages([.test(record: "B")])
      #expect(try await seen()["items"]?.count == 3)
    }
  }
}
