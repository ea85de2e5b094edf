import FollowUp
import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite("A later stay's plan takes the place of an earlier one's")
struct ReadmissionTests {
  private static let first = FrontPage.test(stay: 1, daysAgo: 40)
  private static let second = FrontPage.test(stay: 2, daysAgo: 20)
  private static let third = FrontPage.test(stay: 3, daysAgo: 16, stayDays: 3)
  /// At most 24 hours: the policy leaves it out.
  private static let short = FrontPage.test(stay: 2, daysAgo: 18, stayDays: 0)

  /// How the tasks of each stay stand: `stay:status:reason`, each once.
  private func states(_ region: TestRegion) async throws -> [String] {
    try await region.owner.pipelined([
      """
      select distinct d.stay_number || ':' || coalesce(t.outcome || coalesce(':' || t.reason, ''),
          case t.state when 'inProgress' then t.state when 'held' then 'due:held' else 'due' end)
        from followup.task t join discharges.discharge d using (tenant_id, discharge_id) order by 1
      """
    ])[0].map { try $0.column(0, as: String.self) }
  }

  private func open(_ region: TestRegion, daysAgo: Int) async throws {
    let department = region.people.departments[.general]?.first?.uuidString ?? ""
    let day = region.today.adding(days: -daysAgo)
    try await region.result(
      "stay.open",
      "{\"stays\":[{\"recordNumber\":\"T0001\",\"departmentId\":\"\(department)\",\"admittedOn\":\"\(day)\"}]}",
      as: .nurse)
  }

  private func discharge(_ region: TestRegion, stay: Int) async throws -> String {
    try await region.owner.pipelined([
      "select discharge_id from discharges.discharge where stay_number = \(stay)"
    ])[0].single(UUID.self).uuidString
  }

  private func patient(_ region: TestRegion, _ record: String) async throws -> String {
    try await region.owner.pipelined([
      "select patient_id from discharges.patient where record_number = \(record)"
    ])[0].single(UUID.self).uuidString
  }

  @Test(
    "Whatever order they come in, in one file or in several, only the last stay is called about",
    arguments: [[1, 2, 3], [3, 2, 1], [2, 3, 1]], [true, false])
  func order(order: [Int], inOneFile: Bool) async throws {
    try await TestRegion.run { region in
      let pages = order.map { [Self.first, Self.second, Self.third][$0 - 1] }
      for file in inOneFile ? [pages] : pages.map({ [$0] }) { try await region.importPages(file) }
      let expected = ["1:excluded:superseded", "2:excluded:superseded", "3:due"]
      #expect(try await states(region) == expected)
      // The same again changes nothing.
      try await region.importPages(pages)
      #expect(try await states(region) == expected)
      let today = region.today
      let report = try await region.result(
        "report.followUpRate", "{\"from\":\"\(today.adding(days: -60))\",\"to\":\"\(today)\"}", as: .manager)
      let line = try #require(report["items"]?.elements.first)
      #expect(line["excluded"]?.integer == 2 && line["eligible"]?.integer == 1 && line["pending"]?.integer == 1)
    }
  }

  @Test("Two stays of one day replace one another once, not both")
  func sameMoment() async throws {
    try await TestRegion.run { region in
      var pages = [FrontPage.test(stay: 1, daysAgo: 18, stayDays: 0), .test(stay: 2, daysAgo: 18, stayDays: 0)]
      for index in pages.indices { pages[index].admitted = pages[index].discharged }
      _ = try await region.owner.pipelined(["update followup.policy set exclude_stay_hours = null"])
      try await region.importPages(pages)
      #expect(try await states(region) == ["1:excluded:superseded", "2:due"])
    }
  }

  @Test("While inside the tasks rest; a stay that gets no tasks lets them go on, one that gets some ends them")
  func inside() async throws {
    try await TestRegion.run { region in
      try await region.importPages([Self.first])
      try await open(region, daysAgo: 18)
      #expect(try await states(region) == ["1:due:held"])
      let brief = try await region.importPages([Self.short])
      #expect(try await states(region) == ["1:due"])
      try await region.undoImport(brief["importId"]?.string ?? "")
      #expect(try await states(region) == ["1:due:held"])
      try await region.importPages([.test(stay: 2, daysAgo: 3, stayDays: 15)])
      #expect(try await states(region) == ["1:excluded:superseded", "2:due"])
    }
  }

  @Test("Who lifts the hold wants the earlier stay called about: its tasks go on beside the new ones")
  func lifted() async throws {
    try await TestRegion.run { region in
      try await region.importPages([Self.first])
      try await open(region, daysAgo: 25)
      let hold = try await region.result("hold.list", as: .manager)["items"]?.elements.first?["holdId"]?.string ?? ""
      try await region.result("hold.lift", "{\"holdId\":\"\(hold)\"}", as: .manager)
      try await region.importPages([Self.second])
      #expect(try await states(region) == ["1:due", "2:due"])
    }
  }

  @Test("A new stay that the medical office leaves out gives the earlier one's tasks back, and takes them again")
  func leftOut() async throws {
    try await TestRegion.run { region in
      try await region.importPages([Self.first, Self.second])
      let discharge = try await discharge(region, stay: 2)
      let hold = try await region.result(
        "hold.place", "{\"dischargeId\":\"\(discharge)\",\"reason\":\"dispute\",\"excludes\":true}", as: .manager)
      #expect(try await states(region) == ["1:due", "2:excluded:dispute"])
      try await region.result("hold.lift", "{\"holdId\":\"\(hold["holdId"]?.string ?? "")\"}", as: .manager)
      #expect(try await states(region) == ["1:excluded:superseded", "2:due"])
      // One that is left out itself stays so when nothing replaces it any more.
      let earlier = try await self.discharge(region, stay: 1)
      for discharge in [earlier, discharge] {
        try await region.result(
          "hold.place", "{\"dischargeId\":\"\(discharge)\",\"reason\":\"dispute\",\"excludes\":true}", as: .manager)
      }
      #expect(try await states(region) == ["1:excluded:dispute", "2:excluded:dispute"])
    }
  }

  @Test("What a nurse has in hand she may finish or give back, and a promised redial is kept")
  func inHand() async throws {
    try await TestRegion.run { region in
      let task = try await region.dueTask(daysAgo: 30)
      try await region.result("followup.task.claim", "{\"taskId\":\"\(task)\"}", as: .nurse)
      try await region.importPages([.test(stay: 2, daysAgo: 16)])
      #expect(try await states(region) == ["1:excluded:superseded", "1:inProgress", "2:due"])
      let released = try await region.result("followup.task.release", "{\"taskId\":\"\(task)\"}", as: .nurse)
      #expect(released["status"]?.string == "excluded" && released["reason"]?.string == "superseded")
      let refused = try await region.failure("followup.task.claim", "{\"taskId\":\"\(task)\"}", as: .nurse)
      #expect(refused?.violations.first?.rule == "taskClosed")
    }
    try await TestRegion.run { region in
      let task = try await region.dueTask(daysAgo: 30)
      try await region.result("followup.task.claim", "{\"taskId\":\"\(task)\"}", as: .nurse)
      let moment = Date().addingTimeInterval(86400).formatted(.iso8601)
      try await region.result(
        "followup.attempt.record",
        "{\"taskId\":\"\(task)\",\"disposition\":\"promisedRedial\",\"respondent\":\"patient\",\"promisedAt\":\"\(moment)\"}",
        as: .nurse)
      try await region.importPages([.test(stay: 2, daysAgo: 16)])
      #expect(try await states(region) == ["1:due", "1:excluded:superseded", "2:due"])
      let promised = try await region.detail(task)
      #expect(promised["task"]?["isPromised"]?.boolean == true)
    }
  }

  @Test(
    "In hand when the later plan took its place and answered by nobody, it ends with the attempt; kept promises likewise",
    arguments: ["noAnswer", "vacantNumber", "promise"])
  func inHandUnanswered(disposition: String) async throws {
    try await TestRegion.run { region in
      let task = try await region.dueTask(daysAgo: 30)
      func attempt(_ disposition: String, _ more: String = "") async throws -> JSONValue {
        try await region.result(
          "followup.attempt.record", "{\"taskId\":\"\(task)\",\"disposition\":\"\(disposition)\"\(more)}", as: .nurse)
      }
      let agents = try await region.owner.pipelined([
        TaskSeeding.update(
          TaskSeeding.ended(outcome: "'completed'", reason: "null", at: "now()"),
          where: "t.responsible_role <> 'wardNurse'")
      ])
      #expect(agents[0].affected == 2)
      _ = try await region.owner.pipelined(["delete from followup.task where responsible_role <> 'wardNurse'"])
      try await region.result("followup.task.claim", "{\"taskId\":\"\(task)\"}", as: .nurse)
      if disposition == "promise" {
        let moment = Date().addingTimeInterval(86400).formatted(.iso8601)
        _ = try await attempt("promisedRedial", ",\"respondent\":\"patient\",\"promisedAt\":\"\(moment)\"")
      }
      try await region.importPages([.test(stay: 2, daysAgo: 16)])
      #expect(try await region.detail(task)["task"]?["status"]?.string != "excluded")
      let last = try await attempt(disposition == "promise" ? "noAnswer" : disposition)
      #expect(last["status"]?.string == "excluded" && last["reason"]?.string == "superseded")
      let today = region.today
      let report = try await region.result(
        "report.followUpRate", "{\"from\":\"\(today.adding(days: -60))\",\"to\":\"\(today)\"}", as: .manager)
      #expect(report["items"]?.elements.first?["excluded"]?.integer == 1)
      #expect(try await region.result("patient.correction.list", as: .manager)["items"]?.count == 0)
    }
  }

  @Test(
    "In hand and left lying, it is on no list, nobody else can take it, and the next file ends it; answered, it is done"
  )
  func inHandLeft() async throws {
    try await TestRegion.run { region in
      let task = try await region.dueTask(daysAgo: 30)
      try await region.result("followup.task.claim", "{\"taskId\":\"\(task)\"}", as: .nurse)
      try await region.importPages([.test(stay: 2, daysAgo: 16)])
      for view in ["due", "overdue"] {
        let items = try await region.result("followup.task.list", "{\"view\":\"\(view)\"}", as: .nurse)["items"]?
          .elements
        #expect(items?.contains { $0["taskId"]?.string == task } == false)
      }
      _ = try await region.owner.pipelined([
        TaskSeeding.update("claimed_until = now() - interval '1 minute'", where: "t.claimed_by is not null")
      ])
      let refused = try await region.failure(
        "followup.task.claim", "{\"taskId\":\"\(task)\"}", as: .of(.general, .headNurse))
      #expect(refused?.violations.first?.rule == "taskReplaced")
      try await region.importPages([.test(record: "OTHER")])
      #expect(try await region.detail(task)["reason"]?.string == "superseded")
    }
    try await TestRegion.run { region in
      let task = try await region.dueTask(daysAgo: 30)
      try await region.result("followup.task.claim", "{\"taskId\":\"\(task)\"}", as: .nurse)
      let wrong = try await region.importPages([.test(stay: 2, daysAgo: 16)])
      try await region.undoImport(wrong["importId"]?.string ?? "")
      // Nothing takes its place any more: it is tried again as ever.
      let state = try await region.result(
        "followup.attempt.record", "{\"taskId\":\"\(task)\",\"disposition\":\"noAnswer\"}", as: .nurse)
      #expect(state["status"]?.string == "due")
    }
  }

  @Test("Two record numbers of one person: merged the earlier plan ends, taken back it goes on as it stood")
  func merged() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A", daysAgo: 40), .test(record: "B", stay: 2, daysAgo: 20)])
      let before = try await region.owner.pipelined([Self.windows])[0].map { try $0.column(0, as: String.self) }
      let (kept, other) = (try await patient(region, "A"), try await patient(region, "B"))
      try await region.result(
        "patient.merge", "{\"keepId\":\"\(kept)\",\"mergeId\":\"\(other)\",\"reason\":\"身份证号一致\"}",
        as: .of(.general, .agent))
      #expect(try await states(region) == ["1:excluded:superseded", "2:due"])
      try await region.result(
        "patient.unmerge", "{\"mergedId\":\"\(other)\",\"reason\":\"同名同日生的两人\"}", as: .of(.general, .agent))
      let after = try await region.owner.pipelined([Self.windows])[0].map { try $0.column(0, as: String.self) }
      #expect(before == after)
    }
  }

  private static let windows: SQL = """
    select (to_jsonb(t) - '{version,cause,cause_version,cause_input}'::text[])::text from followup.task t order by t.task_id
    """

  @Test("Who opens a stay in one ward makes the tasks of all wards rest, and undoes nothing that she doesn't see")
  func otherWards() async throws {
    try await TestRegion.run { region in
      try await region.importPages([
        Self.first, .test(stay: 2, department: "骨科", daysAgo: 33, stayDays: 2),
        .test(stay: 3, department: "骨科", daysAgo: 26, stayDays: 2),
      ])
      let superseded = ["1:excluded:superseded", "2:excluded:superseded"]
      #expect(try await states(region) == superseded + ["3:due"])
      try await open(region, daysAgo: 20)
      #expect(try await states(region) == superseded + ["3:due:held"])
    }
  }

  @Test("A request for a number stays open, and the task waits for it again when nothing replaces it")
  func awaitingNumber() async throws {
    try await TestRegion.run { region in
      let task = try await region.dueTask(daysAgo: 30)
      try await region.result("followup.task.claim", "{\"taskId\":\"\(task)\"}", as: .nurse)
      try await region.result(
        "followup.attempt.record", "{\"taskId\":\"\(task)\",\"disposition\":\"vacantNumber\"}", as: .nurse)
      #expect(try await region.detail(task)["awaitingNumberOn"] != nil)
      let wrong = try await region.importPages([.test(stay: 2, daysAgo: 16)])
      #expect(try await region.detail(task)["reason"]?.string == "superseded")
      try await region.undoImport(wrong["importId"]?.string ?? "")
      let detail = try await region.detail(task)
      #expect(detail["task"]?["status"]?.string == "due" && detail["awaitingNumberOn"] != nil)
    }
  }
}
