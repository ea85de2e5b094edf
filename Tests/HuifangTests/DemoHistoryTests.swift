import FrontPages
import JSONRPC
import Logging
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import huifang

@Suite("The demo region's past")
struct DemoHistoryTests {
  /// A hospital with a year of the demo's discharges, and its past written.
  private func withPast(
    on day: CalendarDay? = nil, _ body: (TestRegion, DemoHistory) async throws -> Void
  ) async throws {
    try await TestRegion.run(on: day) { region in
      let today = region.today
      let demo = try #require(DemoRegion.hospitals.first)
      let discharges = DemoDischarges(seed: 7, rows: 900, dialect: .n041, shares: ["心血管内科": 3, "骨科": 1])
      _ = try await region.importFile(discharges.file(of: demo, today: today))
      try await region.importPages([.test(record: "REAL1", daysAgo: 90)])
      let history = DemoHistory(login: region.configuration, logger: Logger(label: "test"))
      #expect(try await history.write(hospital: demo.code, today: today) > 1500)
      try await body(region, history)
    }
  }

  /// The year before a leap day, before the first and before the last of a month falls into months differently.
  @Test(
    "Each month has a plausible rate, reasons for what was lost, and the newest ones work that is still to be done",
    arguments: ["2024-02-29", "2025-05-01", "2025-12-31"])
  func rates(day: String) async throws {
    try await withPast(on: CalendarDay(day)) { region, _ in
      let today = region.today
      let report = try await region.result(
        "report.followUpRate",
        "{\"from\":\"\(today.adding(days: -365))\",\"to\":\"\(today)\",\"by\":\"month\"}", as: .manager)
      let months = report["items"]?.elements ?? []
      #expect(
        months.compactMap { $0["name"]?.string }
          == Self.months(from: today.adding(days: -365), to: today.adding(days: -1)))
      // The first month may not be whole, and of the last ones not all is over: a window of 30 days and a month after it.
      let last = "\(today.adding(days: -61))".prefix(7)
      let over = months.dropFirst().filter { $0["name"]?.string ?? "" < last }
      #expect(over.count >= 8)
      for month in over {
        let percent = Double(month["followUpRate"]?["percent"]?.string ?? "") ?? 0
        #expect((50...95).contains(percent), "\(month["name"]?.string ?? ""): \(percent)")
        #expect(month["pending"]?.integer ?? 99 <= 1)
        #expect(month["lost"]?.elements.isEmpty == false)
      }
      let lost = Set(months.flatMap { $0["lost"]?.elements ?? [] }.compactMap { $0["reason"]?.string })
      #expect(lost.isSuperset(of: ["noAnswer", "poweredOff", "wrongNumber", "refusedBusy"]))
    }
  }

  /// The months that two days and those between them fall into, as the report names them.
  private static func months(from first: CalendarDay, to last: CalendarDay) -> [String] {
    var months: [String] = []
    for offset in 0...first.days(until: last) {
      let month = String("\(first.adding(days: offset))".prefix(7))
      if months.last != month { months.append(month) }
    }
    return months
  }

  @Test("Ward and centre still find overdue and due tasks on their lists")
  func worklists() async throws {
    try await withPast { region, _ in
      for role in [TestPerson.nurse, .of(.general, .wardDoctor), .of(.general, .agent)] {
        let next = try await region.result("followup.task.next", as: role)
        #expect(next["task"]?["task"]?["isOverdue"]?.boolean == true, "\(role.role)")
        #expect(next["task"]?["attempts"]?.elements.isEmpty == true)
      }
      let rows = try await region.owner.pipelined([
        """
        select count(*) filter (where state = 'due' and due_on < \(region.today)),
            count(*) filter (where state = 'due' and \(region.today) between opens_on and due_on)
          from followup.task
        """
      ])
      let (overdue, due) = try rows[0].single((Int, Int).self)
      #expect(overdue > 10 && due > 20)
    }
  }

  @Test("What it writes adds up: each task with its tries, each follow-up with its record, all within the past")
  func consistent() async throws {
    try await withPast { region, _ in
      let rows = try await region.owner.pipelined([
        """
        select count(*) filter (where t.attempts <> (
              select count(*) from followup.attempt a where a.tenant_id = t.tenant_id and a.task_id = t.task_id)),
            count(*) filter (where (t.outcome is not distinct from 'completed') <> exists (
              select from followup.record r where r.tenant_id = t.tenant_id and r.task_id = t.task_id)),
            count(*) filter (where t.closed_at > now() or (t.closed_at < t.opens_on and t.outcome <> 'excluded')),
            count(*) filter (where t.state <> 'due' and d.record_number = 'REAL1')
          from followup.task t join discharges.discharge d on d.tenant_id = t.tenant_id and d.discharge_id = t.discharge_id
        """,
        """
        select count(*) from followup.attempt a
          join discharges.contact c on c.tenant_id = a.tenant_id and c.contact_id = a.contact_id
          join followup.task t on t.tenant_id = a.tenant_id and t.task_id = a.task_id
          where c.patient_id <> t.patient_id or a.at > now() or a.account_id is null
        """,
      ])
      #expect(try rows[0].single((Int, Int, Int, Int).self) == (0, 0, 0, 0))
      #expect(try rows[1].single(Int.self) == 0)
    }
  }

  @Test("Written again it changes nothing, and no event says that somebody did it")
  func again() async throws {
    try await withPast { region, history in
      let before = try await region.owner.pipelined([
        "select count(*), (select count(*) from audit.event) from followup.attempt"
      ])
      try await history.write(hospital: "49557184-0", today: region.today)
      let after = try await region.owner.pipelined([
        "select count(*), (select count(*) from audit.event) from followup.attempt"
      ])
      let (attempts, events) = try before[0].single((Int, Int).self)
      #expect(try after[0].single((Int, Int).self) == (attempts, events))
    }
  }
}
