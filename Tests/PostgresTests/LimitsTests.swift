import FoundationEssentials
import Postgres
import SQL
import TestSupport
import Testing

@Suite("Deadlines, full queues, cancelled callers", .timeLimit(.minutes(20)))
struct LimitsTests {
  private let blocked: SQL = "select pg_advisory_xact_lock(\(1))"

  private func single(_ configuration: DatabaseConfiguration) -> DatabaseConfiguration {
    var single = configuration
    single.point = LaneConfiguration(connections: 1, depth: 1, queueLimit: 2, queueLimitPerTenant: 2)
    single.work.connections = 2
    return single
  }

  @Test("A call whose deadline passes is answered, in the queue and on its way alike, and the lane goes on")
  func deadline() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      try await withStarted(single(configuration)) { database in
        try await holdingLock(1, in: database) {
          // Long enough to be sent before it, however busy the machine is.
          async let sent = failure { try await database.pipelined([blocked], deadline: .now + .seconds(6)) }
          try await waitUntil { try await waitingForLock(in: database) == 1 }
          let queued = await failure {
            try await database.pipelined(["select 1"], deadline: .now + .milliseconds(20), writes: true)
          }
          #expect(queued?.kind == .deadlineExceeded && queued?.mayHaveTakenEffect == false)
          let answered = await sent
          #expect(answered?.kind == .deadlineExceeded && answered?.mayHaveTakenEffect == true)
        }
        #expect(try await database.pipelined(["select 1"])[0].single(Int.self) == 1)
        let late = await failure { try await database.pipelined(["select 1"], deadline: .now - .seconds(1)) }
        #expect(late?.kind == .deadlineExceeded)
      }
    }
  }

  @Test("On an exclusive connection the server is stopped at the deadline, and nothing is committed")
  func exclusiveDeadline() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      try await withStarted(single(configuration)) { database in
        _ = try await database.pipelined(["create table t (a int8)"])
        try await holdingLock(1, in: database) {
          let error = await failure {
            try await database.transaction(deadline: .now + .milliseconds(100)) { transaction in
              _ = try await transaction.run("insert into t values (\(1))")
              _ = try? await transaction.run(blocked)
            }
          }
          #expect(error != nil)
          try await waitUntil { try await waitingForLock(in: database) == 0 }
        }
        #expect(try await isEmpty("t", in: database))
        let goesOn = try await runsTransaction(database)
        #expect(goesOn)
      }
    }
  }

  @Test("A full queue answers at once, and what waits is done later")
  func overload() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      try await withStarted(single(configuration)) { database in
        try await withThrowingTaskGroup(of: Int.self) { group in
          try await holdingLock(1, in: database) {
            for number in 0..<3 {
              group.addTask {
                try await database.pipelined([blocked, "select \(number)"])[1].single(Int.self)
              }
            }
            try await waitUntil { database.statistics.lanes[.point]?.queued == 2 }
            let error = await failure { try await database.pipelined(["select 1"]) }
            #expect(error?.kind == .overloaded)
            #expect(database.statistics.lanes[.point]?.overloaded == 1)
            #expect(database.statistics.lanes[.point]?.inFlight == 1)
          }
          var sum = 0
          while let number = try await group.next() { sum += number }
          #expect(sum == 3)
        }
      }
    }
  }

  @Test("A cancelled task stops waiting, in the queue and on its way alike, and the lane goes on")
  func cancellation() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      try await withStarted(single(configuration)) { database in
        try await holdingLock(1, in: database) {
          let calls = (0..<2).map { _ in
            Task { await failure { try await database.pipelined([blocked]) }?.kind }
          }
          try await waitUntil { database.statistics.lanes[.point]?.queued == 1 }
          for call in calls { call.cancel() }
          for call in calls { #expect(await call.value == .cancelled) }
        }
        #expect(try await database.pipelined(["select 1"])[0].single(Int.self) == 1)
      }
    }
  }

  @Test("A task that is cancelled before it calls does not reach the server")
  func cancelledBefore() async throws {
    try await TestDatabase.withDatabase { database, _ in
      let call = Task {
        while !Task.isCancelled { await Task.yield() }
        return await failure { try await database.pipelined(["create table t ()"]) }?.kind
      }
      call.cancel()
      #expect(await call.value == .cancelled)
      let rows = try await database.pipelined(["select to_regclass('t') is null"])
      #expect(try rows[0].single(Bool.self))
    }
  }

  @Test("A cancelled transaction stops the server and is rolled back; its connection serves the next one")
  func cancelledTransaction() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      try await withStarted(single(configuration)) { database in
        _ = try await database.pipelined(["create table t (a int8)"])
        try await holdingLock(1, in: database) {
          let call = Task {
            await failure {
              try await database.transaction { transaction in
                _ = try await transaction.run("insert into t values (\(1))")
                _ = try await transaction.run(blocked)
              }
            }?.kind
          }
          try await waitUntil { try await waitingForLock(in: database) == 1 }
          call.cancel()
          #expect(await call.value == .cancelled)
          #expect(try await waitingForLock(in: database) == 0)
          #expect(try await isEmpty("t", in: database))
        }
      }
    }
  }
}
