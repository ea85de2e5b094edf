import FoundationEssentials
import SQL
import TestSupport
import Testing

@testable import Postgres

@Suite("Shares of a lane")
struct LaneShareTests {
  private let loud = UUID()
  private let quiet = UUID()

  @Test("The tenant with the fewest calls in flight comes first, and one that has its share in flight waits")
  func fewestFirst() {
    var queue = FairQueue<String>(limit: 100, limitPerTenant: 100)
    for (call, tenant) in [("loud 1", loud), ("loud 2", loud), ("quiet 1", quiet), ("quiet 2", quiet)] {
      _ = queue.append(call, tenant: tenant)
    }
    #expect(queue.popFirst(inFlight: [loud: 1], atMost: 2) == "quiet 1")
    #expect(queue.popFirst(inFlight: [loud: 1, quiet: 1], atMost: 2) == "loud 1")
    #expect(queue.popFirst(inFlight: [loud: 2, quiet: 1], atMost: 2) == "quiet 2")
    #expect(queue.popFirst(inFlight: [loud: 2, quiet: 2], atMost: 2) == nil)
    #expect(queue.count == 1)
    #expect(queue.popFirst(inFlight: [loud: 1], atMost: 2) == "loud 2")
  }

  @Test("What belongs to no tenant waits for nobody's share")
  func nobodys() {
    var queue = FairQueue<Int>(limit: 10, limitPerTenant: 10)
    _ = queue.append(1, tenant: loud)
    _ = queue.append(2, tenant: nil)
    #expect(queue.popFirst(inFlight: [loud: 5], atMost: 1) == 2)
    #expect(queue.popFirst(inFlight: [loud: 5], atMost: 1) == nil)
  }

  private let blocked: SQL = "select pg_advisory_xact_lock(\(1))"

  /// A database whose lane of reports has two places, of which a tenant has one as its share.
  private func withReports(_ body: (Database) async throws -> Void) async throws {
    try await TestDatabase.withDatabase { _, configuration in
      var configuration = configuration
      configuration.report = LaneConfiguration(connections: 2, depth: 1, inFlightPerTenant: 1)
      configuration.job.connections = 1
      configuration.work.connections = 1
      configuration.sharesFor = .seconds(600)
      try await withStarted(configuration, body)
    }
  }

  /// Runs the body while the tenant has three reports that wait for a lock.
  private func withBlockedReports(_ database: Database, _ body: () async throws -> Void) async throws {
    try await holdingLock(1, in: database) {
      let reports = (0..<3).map { _ in
        Task { try await database.pipelined([blocked], on: .report, tenant: loud, writes: false) }
      }
      try await waitUntil { try await waitingForLock(in: database) > 0 }
      try await body()
      for report in reports { report.cancel() }
    }
  }

  @Test("Beside another tenant a tenant has its share of the places and no more, so that the other's call finds one")
  func share() async throws {
    try await withReports { database in
      for tenant in [quiet, loud] { _ = try await database.pipelined(["select 1"], tenant: tenant, writes: false) }
      try await withBlockedReports(database) {
        try await waitUntil { database.statistics.lanes[.report]?.queued == 2 }
        #expect(database.statistics.lanes[.report]?.inFlight == 1)
        let answer = try await database.pipelined(["select 7"], on: .report, tenant: quiet, writes: false)
        #expect(try answer[0].single(Int.self) == 7)
      }
    }
  }

  @Test("A tenant that is alone at work may fill the lane")
  func alone() async throws {
    try await withReports { database in
      try await withBlockedReports(database) {
        try await waitUntil { database.statistics.lanes[.report]?.inFlight == 2 }
      }
    }
  }

  @Test("Jobs have connections of their own: with all of them taken an interactive transaction begins at once")
  func jobs() async throws {
    try await withReports { database in
      try await database.transaction(on: .job, tenant: loud) { job in
        _ = try await job.run("select 1")
        let goesOn = try await runsTransaction(database)
        #expect(goesOn)
      }
      let refused = await failure { try await database.transaction(on: .list) { _ in true } }
      #expect(refused?.kind == .protocolViolation)
    }
  }
}
