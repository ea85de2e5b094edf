import FoundationEssentials
import FrontPages
import JSONRPC
import Logging
import Postgres
import SQL
import TestSupport
import Testing

@testable import FollowUp
@testable import Operations

@Suite struct MaintenanceTests {
  @Test("Stored answers older than a week are forgotten, younger ones stay")
  func answers() async throws {
    try await TestRegion.run { region in
      try await region.perform(NextTask(), as: .nurse)
      try await region.perform(NextTask(), as: .nurse)
      _ = try await region.owner.pipelined([
        """
        update operations.idempotency set created_at = now() - interval '8 days'
          where key = (select min(key) from operations.idempotency where method = 'followup.task.next')
        """
      ])
      let before = try await region.owner.pipelined(["select count(*) from operations.idempotency"])
      try await Maintenance(dispatcher: region.dispatcher, logger: Logger(label: "test")).runOnce()
      let after = try await region.owner.pipelined(["select count(*) from operations.idempotency"])
      #expect(try after[0].single(Int.self) == before[0].single(Int.self) - 1)
    }
  }

  @Test("The trail's partitions stand three months ahead, and making them twice is harmless")
  func months() async throws {
    try await TestRegion.run { region in
      let maintenance = Maintenance(dispatcher: region.dispatcher, logger: Logger(label: "test"))
      try await maintenance.runOnce()
      try await maintenance.runOnce()
      let rows = try await region.owner.pipelined([
        "select count(*) from pg_inherits where inhparent = 'audit.event'::regclass"
      ])
      #expect(try rows[0].single(Int.self) == 5)
    }
  }
}
