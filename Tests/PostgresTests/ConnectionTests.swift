import FoundationEssentials
import Logging
import Postgres
import SQL
import TestSupport
import Testing

@Suite("Connections that come and go", .timeLimit(.minutes(20)))
struct ConnectionTests {
  private let blocked: SQL = "select pg_advisory_xact_lock(\(1))"
  private let waitingVictim: SQL = "application_name = 'victim' and pid in (\(waitingProcesses))"

  private func kill(in admin: Database, database: String, where condition: SQL) async throws {
    _ = try await admin.pipelined(
      ["select pg_terminate_backend(pid) from pg_stat_activity where datname = \(database) and \(condition)"], on: .list
    )
  }

  @Test("When the backend is killed, reads are done elsewhere and a write's outcome is unknown")
  func killed() async throws {
    try await TestDatabase.withDatabase { admin, configuration in
      var named = configuration
      named.applicationName = "victim"
      named.point = LaneConfiguration(connections: 1, depth: 8)
      try await withStarted(named) { database in
        var reading: Task<[Rows], any Error>?
        try await holdingLock(1, in: admin) {
          reading = Task { try await database.pipelined([blocked, "select 7"], writes: false) }
          try await waitUntil { try await waitingForLock(in: admin) == 1 }
          async let write = failure { try await database.pipelined(["select 8"], writes: true) }
          try await waitUntil { database.statistics.lanes[.point]?.inFlight == 2 }
          try await kill(in: admin, database: configuration.database, where: waitingVictim)
          let error = await write
          #expect(error?.kind == .outcomeUnknown && error?.mayHaveTakenEffect == true)
        }
        let rows = try await reading?.value
        #expect(try rows?[1].single(Int.self) == 7)
        #expect(database.statistics.lanes[.point]?.lost == 1)
      }
    }
  }

  @Test("Calls that wait when the last connection dies are done when another one is made")
  func waiting() async throws {
    try await TestDatabase.withDatabase { admin, configuration in
      var named = configuration
      named.applicationName = "victim"
      named.point = LaneConfiguration(connections: 1, depth: 1)
      try await withStarted(named) { database in
        try await holdingLock(1, in: admin) {
          async let first = failure { try await database.pipelined([blocked], writes: true) }
          try await waitUntil { try await waitingForLock(in: admin) == 1 }
          async let second = database.pipelined(["select 2"], writes: true)
          try await waitUntil { database.statistics.lanes[.point]?.queued == 1 }
          try await kill(in: admin, database: configuration.database, where: waitingVictim)
          #expect(await first?.kind == .outcomeUnknown)
          let rows = try await second
          #expect(try rows[0].single(Int.self) == 2)
        }
      }
    }
  }

  @Test("A transaction whose connection dies has committed nothing and says so")
  func killedTransaction() async throws {
    try await TestDatabase.withDatabase { database, configuration in
      _ = try await database.pipelined(["create table t (a int8)"])
      let error = await #expect(throws: DatabaseError.self) {
        try await database.transaction { transaction in
          let pid = try await transaction.run("select pg_backend_pid() from (select 1) x").single(Int.self)
          _ = try await transaction.run("insert into t values (1)")
          try await kill(in: database, database: configuration.database, where: "pid = \(pid)")
          try await waitUntil { (database.statistics.lanes[.work]?.lost ?? 0) > 0 }
          _ = try? await transaction.run("select 1")
        }
      }
      #expect(error?.kind == .connectionLost && error?.mayHaveTakenEffect == false)
      #expect(try await isEmpty("t", in: database))
      let goesOn = try await runsTransaction(database)
      #expect(goesOn)
    }
  }

  @Test("While the database can't be reached calls are refused; afterwards they are answered again")
  func unavailable() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      var named = configuration
      named.applicationName = "victim"
      named.unavailableAfter = .milliseconds(50)
      named.longestPause = .milliseconds(100)
      var other = configuration
      other.database = "postgres"
      let (victim, elsewhere) = (named, other)
      try await withStarted(victim) { database in
        try await withStarted(elsewhere) { admin in
          let name = configuration.database
          _ = try await admin.pipelined(["alter database \(identifier: name) allow_connections false"])
          try await kill(in: admin, database: name, where: "application_name = 'victim'")
          try await waitUntil {
            await failure { try await database.pipelined(["select 1"], writes: false) }?.kind == .unavailable
          }
          _ = try await admin.pipelined(["alter database \(identifier: name) allow_connections true"])
          try await waitUntil { (try? await database.pipelined(["select 1"], writes: false)) != nil }
        }
      }
    }
  }

  @Test("Starting without a server fails with the reason")
  func start() async throws {
    var configuration = DatabaseConfiguration(host: "/nonexistent", database: "huifang", user: "huifang")
    configuration.startTimeout = .seconds(2)
    var logger = Logger(label: "postgres-tests")
    logger.logLevel = .critical
    let database = Database(configuration, logger: logger)
    let error = await #expect(throws: DatabaseError.self) { try await database.start() }
    #expect(error?.kind == .unavailable && error?.diagnosis?.contains("/nonexistent") == true)
    let afterwards = await #expect(throws: DatabaseError.self) { try await database.pipelined(["select 1"]) }
    #expect(afterwards?.kind == .unavailable)
    await database.close()
  }

  @Test("Closing answers what is under way and refuses what comes after")
  func close() async throws {
    try await TestDatabase.withDatabase { admin, configuration in
      try await withStarted(configuration) { database in
        try await holdingLock(1, in: admin) {
          async let call = failure { try await database.pipelined([blocked, "select 3"]) }
          try await waitUntil { try await waitingForLock(in: admin) == 1 }
          async let closing: Void = database.close()
          try await waitUntil { (try? await database.pipelined(["select 1"])) == nil }
          _ = try await admin.pipelined(["select pg_cancel_backend(pid) from (\(waitingProcesses)) w"])
          #expect(await call?.sqlState == "57014")
          await closing
        }
      }
    }
  }
}
