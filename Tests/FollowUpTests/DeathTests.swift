import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

/// Whichever way a death is learnt, nobody calls any more.
@Suite struct DeathTests {
  enum Door: String, CaseIterable, CustomTestStringConvertible {
    case attempt, close, byHand, discharge, laterStay
    var testDescription: String { rawValue }
  }

  @Test(
    "Every door to a death stops tasks of all departments, requests for numbers and holds", arguments: Door.allCases)
  func everything(door: Door) async throws {
    try await TestRegion.run { region in
      try await region.importPages([
        .test(stay: 1, department: "骨科", daysAgo: 40), .test(stay: 2, daysAgo: 20, stayDays: 25),
      ])
      let task = try #require(
        try await region.result("followup.task.list", "{\"view\":\"due\"}", as: .nurse)["items"]?.elements.first?[
          "taskId"]?
          .string)
      let detail = try await region.detail(task)
      let patient = detail["patientId"]?.string ?? ""
      let other = try await region.owner.pipelined([
        "select discharge_id, task_id from followup.task where responsible_role = 'agent' and discharge_id <> \(UUID(uuidString: detail["dischargeId"]?.string ?? "") ?? UUID())"
      ])
      let (discharge, agentTask) = try other[0].single((UUID, UUID).self)
      try await region.result("hold.place", "{\"dischargeId\":\"\(discharge)\",\"reason\":\"dispute\"}", as: .manager)
      try await region.result(
        "patient.correction.request", "{\"taskId\":\"\(agentTask)\",\"reason\":\"wrongNumber\"}",
        as: .of(.general, .agent))
      try await die(door, task: task, patient: patient, region)
      try await expectStopped(region, door)
      // Nothing new is made, whatever comes later.
      try await region.importPages([.test(stay: 9, daysAgo: 16)])
      try await expectStopped(region, door)
    }
  }

  @Test("A death is recorded only by whom the patient concerns, and not on a day to come")
  func refused() async throws {
    try await TestRegion.run { region in
      let patient = try await region.detail(region.dueTask())["patientId"]?.string ?? ""
      let call = "{\"patientId\":\"\(patient)\",\"source\":\"family\"}"
      for stranger in [TestPerson.of(.general, .wardNurse, department: 1), .of(.maternity, .agent)] {
        #expect(try await region.failure("patient.recordDeath", call, as: stranger) == RPCError(.notFound))
      }
      let tomorrow = region.today.adding(days: 1)
      let future = "{\"patientId\":\"\(patient)\",\"source\":\"family\",\"on\":\"\(tomorrow)\"}"
      #expect(try await region.failure("patient.recordDeath", future, as: .nurse)?.violations.first?.path == "on")
      let before = "{\"patientId\":\"\(patient)\",\"source\":\"family\",\"on\":\"\(tomorrow.adding(days: -25))\"}"
      #expect(
        try await region.failure("patient.recordDeath", before, as: .nurse)?.violations.first?.rule == "aliveAfterwards"
      )
    }
  }

  private func die(_ door: Door, task: String, patient: String, _ region: TestRegion) async throws {
    switch door {
    case .attempt:
      try await region.result(
        "followup.attempt.record", "{\"taskId\":\"\(task)\",\"disposition\":\"deceased\",\"respondent\":\"family\"}",
        as: .nurse)
    case .close:
      let state = try await region.result(
        "followup.task.close", "{\"taskId\":\"\(task)\",\"reason\":\"deceased\"}", as: .nurse)
      #expect(state["status"]?.string == "cancelled")
    case .byHand:
      let stopped = try await region.result(
        "patient.recordDeath",
        "{\"patientId\":\"\(patient)\",\"on\":\"\(region.today.adding(days: -2))\",\"source\":\"registry\"}",
        as: .nurse)
      #expect(stopped["stoppedTasks"]?.integer == 6)
    case .discharge:
      try await region.importPages([.test(stay: 2, daysAgo: 20, wayOfLeaving: .died)])
    case .laterStay:
      try await region.importPages([.test(stay: 3, daysAgo: 5, wayOfLeaving: .died)])
    }
  }

  private func expectStopped(_ region: TestRegion, _ door: Door) async throws {
    let rows = try await region.owner.pipelined([
      "select count(*), count(*) filter (where outcome = 'cancelled' and reason = 'deceased') from followup.task",
      "select deceased from discharges.patient", "select status from followup.number_correction",
      "select distinct lifted_as from followup.hold",
    ])
    #expect(try rows[0].single((Int, Int).self) == (6, 6), "\(door)")
    #expect(try rows[1].single(Bool.self), "\(door)")
    #expect(try rows[2].single(String.self) == "withdrawn", "\(door)")
    #expect(try rows[3].single(String?.self) == "deceased", "\(door)")
  }
}
