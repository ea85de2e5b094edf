import FollowUp
import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct HoldTests {
  private func count(_ region: TestRegion, _ view: String = "due", as person: TestPerson = .nurse) async throws -> Int?
  {
    try await region.result("followup.task.list", "{\"view\":\"\(view)\"}", as: person)["items"]?.count
  }

  @Test("A held task is on nobody's worklist and nobody can claim it; lifted, it is there again")
  func heldAndLifted() async throws {
    try await TestRegion.run { region in
      let task = try await region.dueTask()
      let patient = try #require(try await region.detail(task)["patientId"]?.string)
      let hold = try await region.result(
        "hold.place", "{\"patientId\":\"\(patient)\",\"reason\":\"dispute\",\"note\":\"医务科已受理\"}", as: .manager)
      #expect(try await count(region) == 0)
      #expect(try await count(region, as: .of(.general, .agent)) == 0)
      #expect(try await region.result("followup.task.next", as: .nurse)["task"] == nil)
      let refused = try await region.failure("followup.task.claim", "{\"taskId\":\"\(task)\"}", as: .nurse)
      #expect(refused?.violations.first?.rule == "onHold")
      let detail = try await region.detail(task)
      #expect(detail["holds"]?.elements.map(\.string) == ["dispute"])
      #expect(detail["heldOn"] != nil && detail["task"]?["status"]?.string == "due")
      let list = try await region.result("hold.list", as: .manager)
      #expect(list["items"]?.elements.first?["note"]?.string == "医务科已受理")
      #expect(list["items"]?.elements.first?["patientName"]?.string == "张*丰")
      #expect(
        try await region.failure(
          "hold.place", "{\"patientId\":\"\(patient)\",\"reason\":\"dispute\"}", as: .manager)?.code == .alreadyExists)
      let lift = "{\"holdId\":\"\(hold["holdId"]?.string ?? "")\",\"expectedVersion\":1}"
      #expect(try await region.failure("hold.lift", lift, as: .of(.maternity, .centreManager)) == RPCError(.notFound))
      try await region.result("hold.lift", lift, as: .manager)
      #expect(try await region.failure("hold.lift", lift, as: .manager)?.code == .invalidState)
      #expect(try await count(region) == 1)
      #expect(try await region.result("hold.list", as: .manager)["items"]?.count == 0)
    }
  }

  @Test("A window that passed under the hold is moved by the days of rest; one that is still open is not")
  func windows() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A", daysAgo: 20), .test(record: "B", daysAgo: 40)])
      let holds = try await hold(region, records: ["A", "B"])
      _ = try await region.owner.pipelined([TaskSeeding.update("rested_since = t.rested_since - 12")])
      let before = try await windows(region)
      for hold in holds { try await region.result("hold.lift", "{\"holdId\":\"\(hold)\"}", as: .manager) }
      let after = try await windows(region)
      #expect(zip(before, after).map { $1 - $0 } == [0, 12])
    }
  }

  @Test("A task stays held until the last of its holds is lifted")
  func overlapping() async throws {
    try await TestRegion.run { region in
      let task = try await region.dueTask()
      let detail = try await region.detail(task)
      let patient = detail["patientId"]?.string ?? ""
      let discharge = detail["dischargeId"]?.string ?? ""
      var holds: [String] = []
      for call in [
        "{\"patientId\":\"\(patient)\",\"reason\":\"dispute\"}",
        "{\"dischargeId\":\"\(discharge)\",\"reason\":\"other\"}",
      ] {
        holds.append(try await region.result("hold.place", call, as: .manager)["holdId"]?.string ?? "")
      }
      try await region.result("hold.lift", "{\"holdId\":\"\(holds[0])\"}", as: .manager)
      #expect(try await count(region) == 0)
      try await region.result("hold.lift", "{\"holdId\":\"\(holds[1])\"}", as: .manager)
      #expect(try await count(region) == 1)
    }
  }

  @Test("A hold with a last day ends by itself on the day after, and one that was lifted before is left alone")
  func ends() async throws {
    try await TestRegion.run { region in
      let patient = try await region.detail(region.dueTask())["patientId"]?.string ?? ""
      let today = region.today
      try await region.result(
        "hold.place", "{\"patientId\":\"\(patient)\",\"reason\":\"other\",\"until\":\"\(today.adding(days: 3))\"}",
        as: .manager)
      #expect(try await region.runJobs() == 0)
      #expect(try await count(region) == 0)
      _ = try await region.owner.pipelined(["update operations.timer set due_at = now()"])
      #expect(try await region.runJobs() == 1)
      #expect(try await count(region) == 1)
      let events = try await region.owner.pipelined([
        "select subject_count, purpose from audit.event where method = 'hold.end'",
        "select lifted_as, lifted_by is null from followup.hold",
      ])
      #expect(try events[0].single((Int, String).self) == (1, "job"))
      #expect(try events[1].single((String, Bool).self) == ("ended", true))
    }
  }

  @Test("Tasks that are made while a hold stands over the patient are held from the start")
  func newTasks() async throws {
    try await TestRegion.run { region in
      let patient = try await region.detail(region.dueTask())["patientId"]?.string ?? ""
      try await region.result("hold.place", "{\"patientId\":\"\(patient)\",\"reason\":\"dispute\"}", as: .manager)
      try await region.importPages([.test(stay: 2, daysAgo: 16)])
      #expect(try await count(region) == 0)
      let rows = try await region.owner.pipelined([
        "select count(*), count(*) filter (where state = 'held') from followup.task"
      ])
      #expect(try rows[0].single((Int, Int).self) == (6, 6))
    }
  }

  @Test(
    "What the medical office leaves out ends as excluded, isn't counted as lost, gets no new tasks, and comes back when lifted"
  )
  func excluded() async throws {
    try await TestRegion.run { region in
      let task = try await region.dueTask()
      let discharge = try await region.detail(task)["dischargeId"]?.string ?? ""
      let hold = try await region.result(
        "hold.place", "{\"dischargeId\":\"\(discharge)\",\"reason\":\"administrativeDischarge\",\"excludes\":true}",
        as: .manager)
      let detail = try await region.detail(task)
      #expect(detail["task"]?["status"]?.string == "excluded" && detail["reason"]?.string == "administrativeDischarge")
      // The same stay comes again, corrected: it stays left out.
      try await region.importPages([.test(stayDays: 6)])
      let today = region.today
      let report = try await region.result(
        "report.followUpRate", "{\"from\":\"\(today.adding(days: -60))\",\"to\":\"\(today)\"}", as: .manager)
      #expect(report["items"]?.elements.first?["excluded"]?.integer == 1)
      #expect(report["items"]?.elements.first?["eligible"]?.integer == 0)
      try await region.result("hold.lift", "{\"holdId\":\"\(hold["holdId"]?.string ?? "")\"}", as: .manager)
      #expect(try await count(region) == 1)
      let rows = try await region.owner.pipelined(["select count(*) from followup.exclusion"])
      #expect(try rows[0].single(Int.self) == 0)
    }
  }

  @Test("Contradictions are refused by name")
  func refused() async throws {
    try await TestRegion.run { region in
      let patient = try await region.detail(region.dueTask())["patientId"]?.string ?? ""
      let wrong = [
        ("\"reason\":\"other\"", "patientId"),
        ("\"patientId\":\"\(patient)\",\"reason\":\"other\",\"until\":\"2020-01-01\"", "until"),
        ("\"patientId\":\"\(patient)\",\"reason\":\"readmitted\",\"excludes\":true", "excludes"),
      ]
      for (fields, path) in wrong {
        let error = try await region.failure("hold.place", "{\(fields)}", as: .manager)
        #expect(error?.code == .invalidParams && error?.violations.first?.path == path)
      }
      #expect(
        try await region.failure("hold.place", "{\"patientId\":\"\(patient)\",\"reason\":\"other\"}", as: .nurse)?.code
          == .forbidden)
    }
  }

  private func hold(_ region: TestRegion, records: [String]) async throws -> [String] {
    var holds: [String] = []
    for record in records {
      let found = try await region.result(
        "patient.find", "{\"by\":\"recordNumber\",\"value\":\"\(record)\"}", as: .manager)
      let patient = found["items"]?.elements.first?["patientId"]?.string ?? ""
      let hold = try await region.result(
        "hold.place", "{\"patientId\":\"\(patient)\",\"reason\":\"dispute\"}", as: .manager)
      holds.append(hold["holdId"]?.string ?? "")
    }
    return holds
  }

  /// The nurse's tasks' last days, by record number.
  private func windows(_ region: TestRegion) async throws -> [Int32] {
    try await region.owner.pipelined([
      """
      select t.due_on - date '2020-01-01' from followup.task t join discharges.discharge d using (tenant_id, discharge_id)
        where t.responsible_role = 'wardNurse' order by d.record_number
      """
    ])[0].decode(Int32.self)
  }
}
