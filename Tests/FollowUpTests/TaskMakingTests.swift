import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct TaskMakingTests {
  private func figures(_ region: TestRegion) async throws -> (tasks: Int, excluded: [String]) {
    let rows = try await region.owner.pipelined([
      "select count(*) from followup.task", "select reason from followup.exclusion order by reason",
    ])
    return (try rows[0].single(Int.self), try rows[1].decode(String.self))
  }

  @Test("Pack P5 gives doctor, nurse and centre a task each, and leaves out deaths and stays of a day, to the hour")
  func county() async throws {
    try await TestRegion.run { region in
      try await region.importPages([
        .test(record: "A"), .test(record: "B", wayOfLeaving: .died), .test(record: "C", stayDays: 0),
        .test(record: "D", stayDays: 1),
      ])
      // D stayed 25 hours: admitted at 9, discharged at 10 the next day.
      let (tasks, excluded) = try await figures(region)
      #expect(tasks == 6)
      #expect(excluded == ["deceased", "shortStay"])
    }
  }

  @Test("Pack P1 puts one task on the centre's list, due within a week")
  func centre() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(department: "产科", daysAgo: 2)], as: .of(.maternity, .centreManager))
      let page = try await region.result("followup.task.list", "{\"view\":\"due\"}", as: .of(.maternity, .agent))
      #expect(page["items"]?.count == 1)
      #expect(page["items"]?.elements.first?["level"]?.string == "centreFollowUp")
    }
  }

  @Test("A file that learns of a death cancels what is open; a corrected department moves it")
  func corrections() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A"), .test(record: "B")])
      let again = try await region.importPages([
        .test(record: "A", wayOfLeaving: .died), .test(record: "B", department: "骨科"),
      ])
      #expect(again["updated"]?.integer == 2)
      let rows = try await region.owner.pipelined([
        """
        select p.record_number, coalesce(t.outcome, t.state), d.name from followup.task t join discharges.patient p using (tenant_id, patient_id)
          join directory.department d using (tenant_id, department_id)
          where t.responsible_role = 'wardNurse' order by 1
        """
      ])
      let tasks = try rows[0].decode((String, String, String).self)
      #expect(tasks[0].1 == "cancelled")
      #expect(tasks[1].1 == "due" && tasks[1].2 == "骨科")
    }
  }

  @Test(
    "Publishing a policy makes the tasks of discharges that are there already, and a published one can't be published again"
  )
  func publish() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A")])
      let draft = try await region.result(
        "policy.create",
        """
        {"name":"抽查","dischargedFrom":"2020-01-01","rounds":[{"name":"院领导抽查","level":"spotCheck","responsibleRole":"leader",\
        "windowFromDay":1,"windowToDay":60,"maximumAttempts":2,"retryAfterHours":24}]}
        """, as: .manager)
      let call = "{\"policyId\":\"\(draft["policyId"]?.string ?? "")\",\"version\":1}"
      let made = try await region.result("policy.publish", call, as: .manager)
      #expect(made["tasks"]?.integer == 0 && made["jobId"]?.string != nil)
      #expect(try await region.runJobs() == 1)
      #expect(try await region.failure("policy.publish", call, as: .manager)?.code == .invalidState)
      let page = try await region.result("followup.task.list", "{\"view\":\"due\"}", as: .of(.general, .leader))
      #expect(page["items"]?.count == 1)
    }
  }

  @Test("A stay corrected from hours to days gets its tasks after all")
  func correctedStay() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A", stayDays: 0)])
      #expect(try await figures(region) == (0, ["shortStay"]))
      try await region.importPages([.test(record: "A", stayDays: 5)])
      #expect(try await figures(region) == (3, []))
    }
  }
}
