import FollowUp
import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct NumberTests {
  @Test("A number given by hand is tried first, is found by a search, and the old one stays")
  func added() async throws {
    try await TestRegion.run { region in
      let task = try await region.dueTask()
      let patient = try #require(try await region.detail(task)["patientId"]?.string)
      try await region.result(
        "patient.contact.add",
        "{\"patientId\":\"\(patient)\",\"phone\":\"139 1111 2222\",\"name\":\"张小丰\",\"relation\":\"2\"}",
        as: .nurse)
      let contacts = try await region.detail(task)["contacts"]?.elements ?? []
      #expect(contacts.map { $0["phone"]?.string } == ["139****2222", "138****1234"])
      #expect(contacts.first?["source"]?.string == "added" && contacts.first?["relation"]?.string == "2")
      let found = try await region.result("patient.find", "{\"by\":\"phone\",\"value\":\"13911112222\"}", as: .nurse)
      #expect(found["items"]?.count == 1)
      let stored = try await region.owner.pipelined([
        """
        select count(*) from discharges.contact where source = 'added' and added_by is not null
          and position('1391111'::bytea in phone) = 0 and position('张'::bytea in name) = 0
        """
      ])
      #expect(try stored[0].single(Int.self) == 1)
      // The call without a named number was made to the one on top.
      try await region.result(
        "followup.attempt.record", "{\"taskId\":\"\(task)\",\"disposition\":\"vacantNumber\"}", as: .nurse)
      let after = try await region.detail(task)
      #expect(after["contacts"]?.elements.map { $0["state"]?.string } == ["vacant", "unverified"])
      #expect(after["awaitingNumberOn"] == nil)
    }
  }

  @Test("Numbers are put in order by hand; a version that has passed is refused")
  func order() async throws {
    try await TestRegion.run { region in
      let task = try await region.dueTask()
      let patient = try #require(try await region.detail(task)["patientId"]?.string)
      for phone in ["13911112222", "13911113333"] {
        try await region.result(
          "patient.contact.add", "{\"patientId\":\"\(patient)\",\"phone\":\"\(phone)\"}", as: .of(.general, .agent))
      }
      let top = try #require(try await region.detail(task)["contacts"]?.elements.first)
      #expect(top["phone"]?.string == "139****3333")
      let call =
        "{\"contactId\":\"\(top["contactId"]?.string ?? "")\",\"place\":3,\"state\":\"wrong\",\"expectedVersion\":1}"
      #expect(try await region.result("patient.contact.update", call, as: .nurse)["version"]?.integer == 2)
      let contacts = try await region.detail(task)["contacts"]?.elements ?? []
      #expect(contacts.map { $0["phone"]?.string } == ["139****2222", "138****1234", "139****3333"])
      #expect(contacts.last?["state"]?.string == "wrong")
      #expect(try await region.failure("patient.contact.update", call, as: .nurse)?.code == .versionConflict)
    }
  }

  @Test("What is no number, and a number that is there already, are refused by name")
  func refused() async throws {
    try await TestRegion.run { region in
      let patient = try #require(try await region.detail(region.dueTask())["patientId"]?.string)
      func failure(_ phone: String, as person: TestPerson = .nurse) async throws -> RPCError? {
        try await region.failure(
          "patient.contact.add", "{\"patientId\":\"\(patient)\",\"phone\":\"\(phone)\"}", as: person)
      }
      #expect(try await failure("12345")?.violations.first?.path == "phone")
      #expect(try await failure("138-0000-1234")?.code == .alreadyExists)
      for stranger in [TestPerson.of(.general, .wardNurse, department: 1), .of(.maternity, .wardNurse)] {
        #expect(try await failure("13911112222", as: stranger) == RPCError(.notFound))
      }
      #expect(try await failure("13911112222", as: .of(.general, .auditor))?.code == .forbidden)
    }
  }
}

@Suite struct CorrectionTests {
  /// A due task of the nurse whose only number was found vacant, and the request that it made.
  private func asked(_ region: TestRegion) async throws -> (task: String, correction: String) {
    let task = try await region.dueTask()
    let state = try await region.result(
      "followup.attempt.record", "{\"taskId\":\"\(task)\",\"disposition\":\"vacantNumber\"}", as: .nurse)
    #expect(state["status"]?.string == "due")
    let list = try await region.result("patient.correction.list", as: .nurse)
    #expect(list["items"]?.count == 1)
    return (task, try #require(list["items"]?.elements.first?["correctionId"]?.string))
  }

  @Test("The last number gone, the ward is asked, and nobody is handed the discharge's tasks meanwhile")
  func asksTheWard() async throws {
    try await TestRegion.run { region in
      let (task, _) = try await asked(region)
      #expect(try await region.detail(task)["awaitingNumberOn"] != nil)
      for person in [TestPerson.nurse, .of(.general, .wardDoctor), .of(.general, .agent)] {
        #expect(try await region.result("followup.task.next", as: person)["task"] == nil)
        #expect(try await region.result("followup.task.list", "{\"view\":\"due\"}", as: person)["items"]?.count == 0)
      }
      let item = try await region.result("patient.correction.list", "{\"view\":\"due\"}", as: .nurse)["items"]?.elements
        .first
      #expect(item?["problem"]?.string == "vacantNumber")
      #expect(item?["allowedDays"]?.integer == 3 && item?["rule"]?.string == "default")
      #expect(item?["patientName"]?.string == "张*丰")
      let other = try await region.result("patient.correction.list", as: .of(.general, .wardNurse, department: 1))
      #expect(other["items"]?.count == 0)
      let overdue = try await region.result("patient.correction.list", "{\"view\":\"overdue\"}", as: .nurse)
      #expect(overdue["items"]?.count == 0)
      _ = try await region.owner.pipelined(["update followup.number_correction set due_on = \(region.today) - 2"])
      let late = try await region.result("patient.correction.list", "{\"view\":\"overdue\"}", as: .nurse)
      #expect(late["items"]?.elements.first?["isOverdue"]?.boolean == true)
    }
  }

  @Test("The ward's number goes on top, the old one stays vacant, and the tasks are on the worklist again")
  func completed() async throws {
    try await TestRegion.run { region in
      let (task, correction) = try await asked(region)
      let same = try await region.failure(
        "patient.correction.complete", "{\"correctionId\":\"\(correction)\",\"phone\":\"13800001234\"}", as: .nurse)
      #expect(same?.code == .ruleViolation && same?.violations.first?.rule == "foundWrong")
      let done = try await region.result(
        "patient.correction.complete",
        "{\"correctionId\":\"\(correction)\",\"phone\":\"13911112222\",\"expectedVersion\":1}",
        as: .of(.general, .headNurse))
      #expect(done["reopenedTasks"]?.integer == 3)
      let next = try await region.result("followup.task.next", as: .nurse)
      #expect(next["task"]?["task"]?["taskId"]?.string == task)
      #expect(
        next["task"]?["contacts"]?.elements.map { "\($0["phone"]?.string ?? "") \($0["state"]?.string ?? "")" }
          == ["13911112222 unverified", "13800001234 vacant"])
    }
  }

  @Test("A task that had ended for a wrong number reopens with as many tries as its round allows, its window moved")
  func reopensEnded() async throws {
    try await TestRegion.run { region in
      let task = try await region.dueTask(daysAgo: 40)
      try await region.result(
        "followup.task.close", "{\"taskId\":\"\(task)\",\"reason\":\"noNumber\"}", as: .nurse)
      _ = try await region.owner.pipelined([
        TaskSeeding.update("closed_at = now() - interval '5 days', attempts = 3", where: "t.outcome = 'notFollowedUp'")
      ])
      let before = try await region.detail(task)["task"]?["dueOn"]?.string
      let made = try await region.result(
        "patient.correction.request", "{\"taskId\":\"\(task)\",\"reason\":\"noNumber\"}", as: .of(.general, .agent))
      #expect(
        try await region.failure(
          "patient.correction.request", "{\"taskId\":\"\(task)\",\"reason\":\"noNumber\"}", as: .of(.general, .agent))?
          .violations.first?.rule == "correctionOpen")
      try await region.result(
        "patient.correction.complete",
        "{\"correctionId\":\"\(made["correctionId"]?.string ?? "")\",\"phone\":\"13911112222\"}", as: .nurse)
      let after = try await region.detail(task)
      #expect(after["task"]?["status"]?.string == "due")
      let days = try await region.owner.pipelined([
        """
        select due_on - \(CalendarDay(before ?? "") ?? .first), maximum_attempts from followup.task
          where task_id = \(UUID(uuidString: task) ?? UUID())
        """
      ])
      let (moved, attempts) = try days[0].single((Int32, Int16).self)
      #expect(moved == 5 && attempts == 6)
    }
  }

  @Test("That none can be found ends the waiting tasks for the reason that the call had found")
  func cannotBeFound() async throws {
    try await TestRegion.run { region in
      let (task, correction) = try await asked(region)
      let ended = try await region.result(
        "patient.correction.close", "{\"correctionId\":\"\(correction)\",\"reason\":\"cannotBeFound\"}", as: .nurse)
      #expect(ended["endedTasks"]?.integer == 3)
      let detail = try await region.detail(task)
      #expect(detail["task"]?["status"]?.string == "notFollowedUp" && detail["reason"]?.string == "vacantNumber")
    }
  }

  @Test("Two at a time can't both answer, and a stranger finds nothing")
  func twoAnswers() async throws {
    try await TestRegion.run { region in
      let (_, correction) = try await asked(region)
      for stranger in [TestPerson.of(.general, .wardNurse, department: 1), .of(.maternity, .centreManager)] {
        let error = try await region.failure(
          "patient.correction.complete", "{\"correctionId\":\"\(correction)\",\"phone\":\"13911112222\"}", as: stranger)
        #expect(error == RPCError(.notFound))
      }
      let failures = try await withThrowingTaskGroup(of: RPCError?.self) { group in
        for (person, phone) in [(TestPerson.nurse, "13911112222"), (.of(.general, .headNurse), "13911113333")] {
          group.addTask {
            try await region.failure(
              "patient.correction.complete", "{\"correctionId\":\"\(correction)\",\"phone\":\"\(phone)\"}", as: person)
          }
        }
        return try await group.reduce(into: [RPCError?]()) { $0.append($1) }
      }
      #expect(failures.compactMap { $0?.code } == [.invalidState])
      let added = try await region.owner.pipelined(["select count(*) from discharges.contact where source = 'added'"])
      #expect(try added[0].single(Int.self) == 1)
    }
  }

  @Test("A policy says how many days a ward has")
  func policyDays() async throws {
    try await TestRegion.run { region in
      _ = try await region.owner.pipelined(["update followup.policy set correction_days = 5"])
      _ = try await asked(region)
      let item = try await region.result("patient.correction.list", as: .nurse)["items"]?.elements.first
      #expect(item?["allowedDays"]?.integer == 5 && item?["rule"]?.string == "policy")
    }
  }
}
