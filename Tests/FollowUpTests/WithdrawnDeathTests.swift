import FollowUp
import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite("A death that was none is taken back")
struct WithdrawnDeathTests {
  private static let agent = TestPerson.of(.general, .agent)

  /// Every task with what calling depends on.
  private func tasks(_ region: TestRegion) async throws -> [String] {
    try await region.owner.pipelined([
      """
      select (to_jsonb(t) - '{version,claimed_by,claimed_until,maximum_attempts,cause,cause_version,cause_input}'::text[])::text from followup.task t order by t.task_id
      """
    ])[0].map { try $0.column(0, as: String.self) }
  }

  private func states(_ region: TestRegion) async throws -> [String] {
    try await region.owner.pipelined([
      "select distinct coalesce(outcome || coalesce(':' || reason, ''), state) from followup.task order by 1"
    ])[0].map { try $0.column(0, as: String.self) }
  }

  private func patient(_ region: TestRegion, _ record: String = "T0001") async throws -> String {
    try await region.owner.pipelined([
      "select patient_id from discharges.patient where record_number = \(record)"
    ])[0].single(UUID.self).uuidString
  }

  private func die(_ patient: String, _ region: TestRegion, as person: TestPerson = .nurse) async throws {
    try await region.result("patient.recordDeath", "{\"patientId\":\"\(patient)\",\"source\":\"family\"}", as: person)
  }

  private func withdrawal(_ patient: String) -> String {
    "{\"patientId\":\"\(patient)\",\"reason\":\"家属误接，已与本人核实\"}"
  }

  @Test("Tasks of all departments, promises, holds and requests for numbers stand as before")
  func asBefore() async throws {
    try await TestRegion.run { region in
      try await region.importPages([
        .test(stay: 1, department: "骨科", daysAgo: 40), .test(stay: 2, daysAgo: 20, stayDays: 25),
      ])
      let rows = try await region.owner.pipelined([
        """
        select task_id, discharge_id from followup.task where responsible_role = 'agent' and discharged_on < \(region.today) - 30
        """,
        """
        select task_id from followup.task where responsible_role = 'agent' and discharged_on > \(region.today) - 30
        """,
      ])
      let (held, discharge) = try rows[0].single((UUID, UUID).self)
      let promised = try rows[1].single(UUID.self)
      try await region.result(
        "patient.correction.request", "{\"taskId\":\"\(held)\",\"reason\":\"wrongNumber\"}", as: Self.agent)
      try await region.result("hold.place", "{\"dischargeId\":\"\(discharge)\",\"reason\":\"dispute\"}", as: .manager)
      try await region.result(
        "followup.attempt.record",
        """
        {"taskId":"\(promised)","disposition":"promisedRedial","respondent":"patient","promisedAt":"\(inHours(30))"}
        """, as: Self.agent)
      let before = try await tasks(region)
      let patient = try await patient(region)
      try await die(patient, region)
      #expect(try await states(region) == ["cancelled:deceased"])
      let back = try await region.result("patient.withdrawDeath", withdrawal(patient), as: .manager)
      #expect(back["reopenedTasks"]?.integer == 6 && back["missedTasks"]?.integer == 0)
      #expect(try await tasks(region) == before)
      #expect(try await region.result("hold.list", as: .manager)["items"]?.count == 1)
      #expect(try await region.result("patient.correction.list", as: .manager)["items"]?.count == 1)
      let again = try await region.failure("patient.withdrawDeath", withdrawal(patient), as: .manager)
      #expect(again?.violations.first?.rule == "notRecordedDead")
    }
  }

  @Test("The task in whose call the death was told is tried again, however often it was tried")
  func toldInACall() async throws {
    try await TestRegion.run { region in
      let task = try await region.dueTask()
      _ = try await region.owner.pipelined([TaskSeeding.update("maximum_attempts = 1")])
      try await region.result(
        "followup.attempt.record", "{\"taskId\":\"\(task)\",\"disposition\":\"deceased\",\"respondent\":\"other\"}",
        as: .nurse)
      try await region.result("patient.withdrawDeath", withdrawal(try await patient(region)), as: Self.agent)
      let state = try await region.result(
        "followup.attempt.record",
        "{\"taskId\":\"\(task)\",\"disposition\":\"refusedBusy\",\"respondent\":\"patient\"}",
        as: .nurse)
      #expect(state["attempts"]?.integer == 2)
    }
  }

  @Test(
    "A window that passed while the death stood ends as missed, not as a death; one overdue before is overdue again")
  func missed() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(daysAgo: 20)])
      let patient = try await patient(region)
      try await die(patient, region)
      // The death was recorded ten days ago: the ward's windows have passed since then, one had passed before.
      _ = try await region.owner.pipelined([
        TaskSeeding.update("closed_at = t.closed_at - interval '10 days'"),
        TaskSeeding.update(
          "opens_on = \(region.today) - 9, due_on = \(region.today) - 2", where: "t.responsible_role = 'wardNurse'"),
        TaskSeeding.update(
          "opens_on = \(region.today) - 19, due_on = \(region.today) - 12", where: "t.responsible_role = 'wardDoctor'"),
        TaskSeeding.update("due_on = \(region.today) + 9", where: "t.responsible_role = 'agent'"),
      ])
      let back = try await region.result("patient.withdrawDeath", withdrawal(patient), as: .manager)
      #expect(back["reopenedTasks"]?.integer == 2 && back["missedTasks"]?.integer == 1)
      #expect(try await states(region) == ["due", "notFollowedUp:deathWithdrawn"])
    }
  }

  @Test("Discharges that came meanwhile were left out for the death; they get their tasks")
  func cameMeanwhile() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(daysAgo: 60)])
      let patient = try await patient(region)
      try await die(patient, region)
      try await region.importPages([.test(stay: 2, daysAgo: 16)])
      try await region.result("patient.withdrawDeath", withdrawal(patient), as: .manager)
      let figures = try await region.owner.pipelined([
        "select count(*) from followup.exclusion where reason = 'deceased'",
        "select count(*) from followup.task where discharged_on > \(region.today) - 20 and state = 'due'",
      ])
      #expect(try figures.map { try $0.single(Int.self) } == [0, 3])
    }
  }

  @Test("Only with the whole hospital as scope; the history tells who recorded what, who took it back and why")
  func whoAndWhy() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test()])
      let patient = try await patient(region)
      try await die(patient, region)
      #expect(
        try await region.failure("patient.withdrawDeath", withdrawal(patient), as: .nurse)?.violations.first?.rule
          == "wholeHospital")
      #expect(
        try await region.failure("patient.withdrawDeath", withdrawal(patient), as: .of(.maternity, .agent))
          == RPCError(.notFound))
      try await region.result("patient.withdrawDeath", withdrawal(patient), as: .manager)
      try await die(patient, region, as: Self.agent)
      let list = "{\"patientId\":\"\(patient)\",\"page\":{\"limit\":1}}"
      let newest = try await region.result("patient.death.list", list, as: .nurse)
      let item = try #require(newest["items"]?.elements.first)
      #expect(item["recordedBy"]?.string == "回访员" && item["withdrawnAt"] == nil)
      let next = try await region.result(
        "patient.death.list",
        "{\"patientId\":\"\(patient)\",\"page\":{\"cursor\":\"\(newest["nextCursor"]?.string ?? "")\"}}", as: .nurse)
      #expect(next["items"]?.count == 1)
      #expect(next["items"]?.elements.first?["reason"]?.string == "家属误接，已与本人核实")
      #expect(next["items"]?.elements.first?["withdrawnBy"]?.string == "回访中心主任")
      for stranger in [TestPerson.of(.general, .wardNurse, department: 1), .of(.maternity, .agent)] {
        #expect(try await region.result("patient.death.list", list, as: stranger)["items"]?.count == 0)
      }
      let stored = try await region.owner.pipelined([
        "select count(*) from followup.death where position('家属'::bytea in reason) > 0"
      ])
      #expect(try stored[0].single(Int.self) == 0)
    }
  }

  @Test("A death that a file tells is taken back by the corrected file, and by nothing else")
  func fromAFile() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(stay: 1, daysAgo: 60), .test(stay: 2, daysAgo: 20)])
      let before = try await tasks(region)
      let dead = ["cancelled:deceased", "excluded:superseded"]
      let died = try await region.importPages([.test(stay: 2, daysAgo: 20, wayOfLeaving: .died)])
      #expect(try await states(region) == dead)
      let patient = try await patient(region)
      #expect(
        try await region.failure("patient.withdrawDeath", withdrawal(patient), as: .manager)?.violations.first?.rule
          == "diedInHospital")
      let corrected = try await region.importPages([.test(stay: 2, daysAgo: 20)])
      #expect(try await tasks(region) == before)
      // The correction undone, the patient is dead again.
      try await region.undoImport(corrected["importId"]?.string ?? "")
      #expect(try await states(region) == dead)
      try await region.undoImport(died["importId"]?.string ?? "")
      #expect(try await tasks(region) == before)
      // Somebody told of it too: the file alone doesn't revive.
      try await region.importPages([.test(stay: 2, daysAgo: 20, wayOfLeaving: .died)])
      try await die(patient, region)
      try await region.importPages([.test(stay: 2, daysAgo: 20)])
      #expect(try await states(region) == dead)
      try await region.result("patient.withdrawDeath", withdrawal(patient), as: .manager)
      #expect(try await tasks(region) == before)
    }
  }

  @Test("An import isn't undone under a death that somebody has told of")
  func undoing() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test()])
      let second = try await region.importPages([.test(phone: "13911112222")])
      let patient = try await patient(region)
      try await die(patient, region)
      let undo = "{\"importId\":\"\(second["importId"]?.string ?? "")\",\"reason\":\"选错了文件\"}"
      for _ in 0..<2 {
        #expect(
          try await region.failure("discharge.import.undo", undo, as: .manager)?.violations.first?.rule == "workedOn")
        _ = try await region.failure("patient.withdrawDeath", withdrawal(patient), as: .manager)
      }
    }
  }

  @Test(
    "Told of two record numbers taken for one person, it stays with both when they are parted; the one who lives goes on"
  )
  func parted() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A"), .test(record: "B", department: "骨科", phone: "13911112222")])
      let (first, second) = (try await patient(region, "A"), try await patient(region, "B"))
      try await region.result(
        "patient.merge", "{\"keepId\":\"\(first)\",\"mergeId\":\"\(second)\",\"reason\":\"身份证号一致\"}", as: Self.agent)
      try await die(first, region)
      try await region.result(
        "patient.unmerge", "{\"mergedId\":\"\(second)\",\"reason\":\"同名同日生的两人\"}", as: Self.agent)
      #expect(try await states(region) == ["cancelled:deceased"])
      let back = try await region.result("patient.withdrawDeath", withdrawal(second), as: Self.agent)
      #expect(back["reopenedTasks"]?.integer == 3)
      let dead = try await region.owner.pipelined(["select record_number from discharges.patient where deceased"])
      #expect(try dead[0].single(String.self) == "A")
    }
  }

  @Test("While somebody merges or parts, another waits: whatever comes first, each is done or refused by name")
  func crossing() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A"), .test(record: "B", department: "骨科", phone: "13911112222")])
      let (first, second) = (try await patient(region, "A"), try await patient(region, "B"))
      func merge(_ keep: String, _ merge: String) async throws -> RPCError? {
        try await region.failure(
          "patient.merge", "{\"keepId\":\"\(keep)\",\"mergeId\":\"\(merge)\",\"reason\":\"身份证号一致\"}", as: Self.agent)
      }
      for _ in 0..<4 {
        async let there = merge(first, second)
        async let back = merge(second, first)
        let refusals = try await [there, back].compactMap(\.self)
        #expect(refusals.map { $0.violations.first?.rule ?? "" }.allSatisfy { ["isMerged", "hasMerged"].contains($0) })
        #expect(refusals.count == 1)
        let merged = try await region.owner.pipelined([
          "select patient_id from discharges.patient where merged_into is not null"
        ])[0].single(UUID.self)
        async let unmerge = region.failure(
          "patient.unmerge", "{\"mergedId\":\"\(merged)\",\"reason\":\"同名同日生的两人\"}", as: Self.agent)
        async let death = region.failure(
          "patient.recordDeath", "{\"patientId\":\"\(merged)\",\"source\":\"family\"}", as: .manager)
        #expect(try await unmerge == nil)
        #expect(try await death == nil)
        let dead = try await region.owner.pipelined(["select patient_id from discharges.patient where deceased"])[0]
          .map { try $0.column(0, as: UUID.self) }
        #expect(dead.contains(merged))
        for patient in dead {
          try await region.result("patient.withdrawDeath", withdrawal(patient.uuidString), as: .manager)
        }
        #expect(try await states(region) == ["due"])
      }
    }
  }

  @Test("No ward is asked for a number of somebody who has died")
  func noNumberOfTheDead() async throws {
    try await TestRegion.run { region in
      let task = try await region.dueTask()
      try await region.result("followup.task.close", "{\"taskId\":\"\(task)\",\"reason\":\"noNumber\"}", as: .nurse)
      try await die(try await patient(region), region)
      let request = "{\"taskId\":\"\(task)\",\"reason\":\"noNumber\"}"
      #expect(
        try await region.failure("patient.correction.request", request, as: .nurse)?.violations.first?.rule
          == "patientDied")
    }
  }
}
