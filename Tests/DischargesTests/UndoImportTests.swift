import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import Discharges

@Suite("A wrong file taken back")
struct UndoImportTests {
  private static func id(_ state: JSONValue) -> String { state["importId"]?.string ?? "" }

  /// - Returns: what came of it.
  @discardableResult
  private static func undo(_ region: TestRegion, _ importID: String) async throws -> JSONValue {
    let state = try await region.undoImport(importID)
    #expect(state["status"]?.string == "undone")
    return try #require(state["undo"])
  }

  private static func refusal(
    _ region: TestRegion, _ importID: String, as person: TestPerson = .manager
  ) async throws -> RPCError? {
    try await region.failure(
      "discharge.import.undo", "{\"importId\":\"\(importID)\",\"reason\":\"选错了文件\"}", as: person)
  }

  /// Everything that imports write, as text, without what says when and by which one.
  private static func state(_ region: TestRegion) async throws -> [String] {
    let rows = try await region.owner.pipelined([
      """
      select line from (
        select 'discharge ' || (to_jsonb(d) - '{created_at}'::text[])::text from discharges.discharge d
        union all select 'patient ' || (to_jsonb(p) - '{created_at}'::text[])::text from discharges.patient p
        union all select 'contact ' || (to_jsonb(c) - '{created_at}'::text[])::text from discharges.contact c
        union all select 'exclusion ' || (to_jsonb(e) - '{created_at}'::text[])::text from followup.exclusion e
        union all select 'task ' || (to_jsonb(t) - '{created_at,version,task_id,cause,cause_version,cause_input}'::text[])::text from followup.task t) as s (line)
      order by line
      """
    ])
    return try rows[0].map { try $0.column(0, as: String.self) }
  }

  @Test("What it brought goes, what it changed is as before, and the file can come again")
  func undone() async throws {
    try await TestRegion.run { region in
      var known = FrontPage.test(record: "A", name: "张三")
      known.contact = FrontPage.Contact(
        name: "王刚", relation: .son, phone: PhoneNumber(text: "16487654321", usability: .usable))
      try await region.importPages([known, .test(record: "D", wayOfLeaving: .died)])
      let before = try await Self.state(region)
      var changed = FrontPage.test(record: "A", name: "张三丰", department: "骨科", daysAgo: 16, phone: "13800001234")
      changed.contact = FrontPage.Contact(
        name: "王强", relation: .other, phone: PhoneNumber(text: "16487654321", usability: .usable))
      changed.workPhone = PhoneNumber(text: "09991123456", usability: .usable)
      let pages: [FrontPage] = [
        changed, .test(record: "B"), .test(record: "A", stay: 2, name: "张三丰", daysAgo: 3, wayOfLeaving: .died),
        .test(record: "D"),
      ]
      let wrong = try await region.importPages(pages)
      #expect(counts(wrong) == [4, 2, 2, 0, 0])
      #expect(try await Self.state(region) != before)
      let answer = try await Self.undo(region, Self.id(wrong))
      #expect(
        answer["removed"]?.integer == 2 && answer["restored"]?.integer == 2 && answer["patientsRemoved"]?.integer == 1)
      #expect(try await Self.state(region) == before)
      let read = try await region.result(
        "discharge.import.read", "{\"importId\":\"\(Self.id(wrong))\"}", as: .manager)
      #expect(read["status"]?.string == "undone" && counts(read) == [4, 2, 2, 0, 0])
      #expect(try await Self.refusal(region, Self.id(wrong))?.code == .invalidState)
      let events = try await region.owner.pipelined([
        """
        select count(d.event_id), max(e.subject_count) from audit.event e left join audit.detail d using (tenant_id, event_id)
          where e.method in ('discharge.import.undo', 'discharge.import.undo.chunk') and e.outcome = 'allowed' and e.result_count > 0
        """
      ])
      let (reasons, subjects) = try events[0].single((Int, Int).self)
      #expect(reasons == 1 && subjects == 3)
      #expect(counts(try await region.importPages(pages)) == [4, 2, 2, 0, 0])
    }
  }

  @Test("A patient whom another file holds too stays, as that one left him")
  func held() async throws {
    try await TestRegion.run { region in
      let wrong = try await region.importPages([.test(record: "A", name: "张三"), .test(record: "B")])
      try await region.importPages([.test(record: "A", stay: 2, name: "张三丰", daysAgo: 9)])
      let answer = try await Self.undo(region, Self.id(wrong))
      #expect(answer["removed"]?.integer == 2 && answer["patientsRemoved"]?.integer == 1)
      let found = try await region.result("patient.find", "{\"by\":\"recordNumber\",\"value\":\"A\"}", as: .manager)
      #expect(found["items"]?.elements.map { $0["patientName"]?.string } == ["张*丰"])
    }
  }

  @Test("A task that somebody has claimed, tried or closed forbids it, and the refusal says how many")
  func workedOn() async throws {
    try await TestRegion.run { region in
      let state = try await region.importPages([.test(record: "A"), .test(record: "B")])
      let before = try await Self.state(region)
      for (method, rest) in [
        ("followup.task.release", ""), ("followup.attempt.record", ",\"disposition\":\"noAnswer\""),
      ] {
        let next = try await region.result("followup.task.next", as: .nurse)
        let task = try #require(next["task"]?["task"]?["taskId"]?.string)
        let refusal = try await Self.refusal(region, Self.id(state))
        #expect(refusal?.code == .ruleViolation && refusal?.violations.first?.rule == "workedOn")
        #expect(refusal?.violations.first?.message(.chinese).contains("1 个回访任务") == true)
        try await region.result(method, "{\"taskId\":\"\(task)\"\(rest)}", as: .nurse)
      }
      #expect(try await Self.refusal(region, Self.id(state))?.code == .ruleViolation)
      #expect(try await Self.state(region).count == before.count)
    }
  }

  @Test("A claim given back forbids nothing")
  func released() async throws {
    try await TestRegion.run { region in
      let state = try await region.importPages([.test()])
      let next = try await region.result("followup.task.next", as: .nurse)
      let task = try #require(next["task"]?["task"]?["taskId"]?.string)
      try await region.result("followup.task.release", "{\"taskId\":\"\(task)\"}", as: .nurse)
      #expect(try await Self.undo(region, Self.id(state))["removed"]?.integer == 1)
      #expect(try await Self.state(region).isEmpty)
    }
  }

  @Test(
    "Who only seemed to have come back is called about the stay before again, and suggestions go with whom they named")
  func readmission() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A", daysAgo: 20)])
      let before = try await Self.state(region)
      let wrong = try await region.importPages([
        .test(record: "A", stay: 2, daysAgo: 5, stayDays: 3), .test(record: "Z", name: "张三丰", daysAgo: 5),
      ])
      let held = try await region.owner.pipelined([
        """
        select (select count(*) from followup.task where reason = 'superseded'),
          (select count(*) from discharges.discharge where readmission_of is not null)
        """
      ])
      #expect(try held[0].single((Int, Int).self) == (3, 1))
      try await Self.undo(region, Self.id(wrong))
      let after = try await Self.state(region)
      #expect(after == before)
      let next = try await region.result("followup.task.next", as: .nurse)
      #expect(next["task"]?["patientName"]?.string == "张三丰")
    }
  }

  @Test("What later imports have built on goes last: in the other order only")
  func later() async throws {
    try await TestRegion.run { region in
      let first = try await region.importPages([.test(name: "张三")])
      let second = try await region.importPages([.test(name: "张三丰")])
      let refusal = try await Self.refusal(region, Self.id(first))
      #expect(refusal?.code == .ruleViolation && refusal?.violations.first?.rule == "laterImport")
      #expect(try await Self.undo(region, Self.id(second))["restored"]?.integer == 1)
      #expect(try await Self.undo(region, Self.id(first))["removed"]?.integer == 1)
      #expect(try await Self.state(region).isEmpty)
    }
  }

  @Test("Nobody else's import, none that is under way, and not without a reason")
  func refused() async throws {
    try await TestRegion.run { region in
      let state = try await region.importPages([.test()])
      #expect(
        try await Self.refusal(region, Self.id(state), as: .of(.maternity, .centreManager)) == RPCError(.notFound))
      #expect(try await Self.refusal(region, Self.id(state), as: .nurse)?.code == .forbidden)
      let made = try await region.result("discharge.import.create", "{\"fileName\":\"x.csv\"}", as: .manager)
      #expect(try await Self.refusal(region, Self.id(made))?.code == .invalidState)
      let short = try await region.failure(
        "discharge.import.undo", "{\"importId\":\"\(Self.id(state))\",\"reason\":\"\"}", as: .manager)
      #expect(short?.code == .invalidParams)
    }
  }
}
