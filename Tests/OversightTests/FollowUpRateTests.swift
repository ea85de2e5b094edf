import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import FollowUp
@testable import Oversight

@Suite struct FollowUpRateTests {
  @Test("The records of 000-5 give 27,615 discharges, 19,793 followed up, 7,822 not, 71.67 %")
  func document() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "SEED", department: "产科")], as: .of(.maternity, .centreManager))
      try await fill(region)
      let report = try await region.perform(
        FollowUpRate(from: "2015-09-01", to: "2017-09-30"), as: .of(.maternity, .centreManager))
      let line = try #require(report.items.first)
      #expect(report.items.count == 1)
      #expect(line.eligible == 27_615)
      #expect(line.completed == 19_793)
      #expect(line.notFollowedUp == 7_822)
      #expect(line.followUpRate.percent == "71.67")
      #expect(line.lost.compactMap { $0.count }.reduce(0, +) == 7_822)
      let months = try await region.perform(
        FollowUpRate(from: "2015-09-01", to: "2017-09-30", by: .month), as: .of(.maternity, .centreManager))
      #expect(months.items.count == 25)
      #expect(months.items.compactMap { $0.eligible }.reduce(0, +) == 27_615)
    }
  }

  /// Discharges and their tasks of the document's two years, spread over its days: 19,793 completed, 7,822 lost for different reasons.
  private func fill(_ region: TestRegion) async throws {
    _ = try await region.owner.pipelined(
      [
        """
        create temporary table made as
          select n, gen_random_uuid() as id, date '2015-09-01' + (n % 761) as day from generate_series(1, 27615) as n
        """,
        """
        insert into discharges.discharge (tenant_id, discharge_id, patient_id, record_number, stay_number, department_id,
          admitted_at, discharged_at, hour_known, way_of_leaving, fingerprint)
        select d.tenant_id, m.id, d.patient_id, 'DOC' || m.n, 1, d.department_id, m.day - 5, m.day, false, 1, ''
          from made m, discharges.discharge d where d.record_number = 'SEED'
        """,
        """
        insert into followup.task (tenant_id, task_id, discharge_id, patient_id, policy_id, policy_version, round_number, level,
          responsible_role, department_id, responsible_department_id, discharged_on, opens_on, due_on, maximum_attempts,
          retry_after_hours, state, outcome, attempts, reached, reason, closed_at)
        select t.tenant_id, gen_random_uuid(), m.id, t.patient_id, t.policy_id, 1, 1, t.level, t.responsible_role, t.department_id,
            t.responsible_department_id, m.day, m.day + 1, m.day + 7, 3, 4, 'ended',
            case when m.n <= 19793 then 'completed' else 'notFollowedUp' end, 1, m.n <= 19793,
            case when m.n <= 19793 then null when m.n % 3 = 0 then 'noAnswer' when m.n % 3 = 1 then 'noNumber' else 'wrongNumber' end,
            now()
          from made m, followup.task t join discharges.discharge d using (tenant_id, discharge_id) where d.record_number = 'SEED'
        """,
      ], on: .work)
  }

  @Test("By department, by round and as a ward: each sees what belongs to it, excluded discharges beside")
  func groups() async throws {
    try await TestRegion.run { region in
      try await region.importPages([
        .test(record: "A", daysAgo: 20), .test(record: "B", department: "骨科", daysAgo: 20),
        .test(record: "C", daysAgo: 20, wayOfLeaving: .died),
      ])
      let empty = try await region.perform(FollowUpRate(from: "2020-01-01", to: "2022-12-31"), as: .manager)
      #expect(empty.items.isEmpty)
      let today = region.today
      let start = today.adding(days: -30)
      let departments = try await region.perform(FollowUpRate(from: start, to: today, by: .department), as: .manager)
      #expect(departments.items.count == 2)
      let rounds = try await region.perform(FollowUpRate(from: start, to: today, by: .round), as: .manager)
      #expect(rounds.items.map(\.eligible) == [2, 2, 2])
      let ward = try await region.perform(FollowUpRate(from: start, to: today), as: .nurse)
      let line = try #require(ward.items.first)
      #expect(line.eligible == 1)
      #expect(line.excluded == 1)
      #expect(line.discharges == 2)
      #expect(line.pending == 1)
    }
  }

  @Test("Rounds of two policies stay apart, and a discharge that one of them leaves out is eligible by the other")
  func policies() async throws {
    try await TestRegion.run { region in
      let other = try await region.perform(
        CreatePolicy(
          name: "日间手术回访",
          rounds: [
            Round(
              name: "次日电话", level: .centreFollowUp, responsibleRole: .agent, windowFromDay: 1, windowToDay: 3,
              maximumAttempts: 3, retryAfterHours: 4)
          ], dischargedFrom: "2015-01-01"), as: .manager)
      let id = other.policyId
      try await region.perform(PublishPolicy(policyId: id, version: 1), as: .manager)
      // The stay of a day is left out by the hospital's first policy (P5), and asked for by this one.
      try await region.importPages([.test(record: "A", daysAgo: 20), .test(record: "B", daysAgo: 20, stayDays: 1)])
      let today = region.today
      let start = today.adding(days: -30)
      let lines = try await region.perform(FollowUpRate(from: start, to: today, by: .round), as: .manager).items
      #expect(lines.count == 4)
      #expect(lines.first { $0.name == "日间手术回访 · 次日电话" }?.eligible == 2)
      let hospital = try await region.perform(FollowUpRate(from: start, to: today), as: .manager)
      let line = try #require(hospital.items.first)
      #expect(line.eligible == 2 && line.excluded == 0 && line.discharges == 2)
    }
  }

  @Test("A period that ends before it begins is refused")
  func range() async throws {
    try await TestRegion.run { region in
      let error = try await region.failure(of: FollowUpRate(from: "2026-02-01", to: "2026-01-01"), as: .manager)
      #expect(error?.violations.first?.path == "to")
    }
  }

  @Test(
    "Percentages round halves up in integers",
    arguments: [
      (19_793, 27_615, "71.67"), (8_292, 8_324, "99.62"), (1, 8, "12.50"), (1, 800, "0.13"), (0, 5, "0.00"),
      (5, 5, "100.00"),
    ])
  func rounding(numerator: Int, denominator: Int, percent: String) {
    #expect(Rate.percent(numerator, of: denominator) == percent)
  }

  @Test("Nothing of nothing has no percentage")
  func nothing() {
    #expect(Rate.percent(0, of: 0) == nil)
  }
}
