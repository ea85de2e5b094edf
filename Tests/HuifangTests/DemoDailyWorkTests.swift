import FrontPages
import JSONRPC
import Logging
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import huifang

@Suite("The demo region's daily work")
struct DemoDailyWorkTests {
  @Test("All of it succeeds by the service's methods, and done again it is done once")
  func work() async throws {
    try await TestRegion.run { region in
      let demo = try #require(DemoRegion.hospitals.first)
      let today = region.today
      let discharges = DemoDischarges(seed: 7, rows: 900, dialect: .n041, shares: ["心血管内科": 3, "骨科": 1])
      _ = try await region.importFile(discharges.file(of: demo, today: today))
      let work = DemoDailyWork(
        hospital: demo,
        session: { role in
          DemoSession(
            dispatcher: region.dispatcher, token: region.people.tokens[.of(.general, role)], username: role.rawValue)
        }, today: today, logger: Logger(label: "test"))
      #expect(try await work.load() == [])
      let counts = try await rows(region)
      #expect(counts["list"] == 2 && counts["role"] == 1 && counts["substitution"] == 1 && counts["key"] == 1)
      #expect(counts["hold"] ?? 0 >= 2 && counts["exclusion"] ?? 0 >= 1 && counts["wrong"] == 2)
      #expect(counts["said"] ?? 0 >= 4 && counts["promised"] ?? 0 >= 1)
      #expect(try await work.load() == [])
      #expect(try await rows(region) == counts)
    }
  }

  private func rows(_ region: TestRegion) async throws -> [String: Int] {
    let rows = try await region.owner.pipelined([
      """
      select 'list', count(*) from directory.special_disease_list union all select 'role', count(distinct role) from identity.role
      union all select 'substitution', count(*) from identity.substitution
      union all select 'key', count(*) from identity.integration_key union all select 'hold', count(*) from followup.hold
      union all select 'exclusion', count(*) from followup.exclusion
      union all select 'wrong', count(*) from followup.attempt where disposition = 'wrongNumber'
      union all select 'said', count(*) from followup.record where guidance is not null
      union all select 'promised', count(*) from followup.task where reason = 'promised'
      """
    ])
    return try Dictionary(uniqueKeysWithValues: rows[0].decode((String, Int).self).map { ($0, $1) })
  }
}
