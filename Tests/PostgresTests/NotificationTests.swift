import Postgres
import SQL
import TestSupport
import Testing

@Suite("Notifications", .timeLimit(.minutes(20)))
struct NotificationTests {
  @Test("What is sent to the channel arrives in order, and nothing of other channels")
  func delivers() async throws {
    try await TestDatabase.withDatabase { database, _ in
      var jobs = database.notifications(on: "jobs").makeAsyncIterator()
      var others = database.notifications(on: "Other \"channel\"").makeAsyncIterator()
      #expect(await jobs.next() == .reconnected)
      #expect(await others.next() == .reconnected)
      for number in 0..<3 {
        _ = try await database.pipelined(["select pg_notify('jobs', \("\(number)"))"])
        _ = try await database.pipelined(["select pg_notify('Other \"channel\"', \("\(-number)"))"])
      }
      for number in 0..<3 {
        #expect(await jobs.next() == .payload("\(number)"))
        #expect(await others.next() == .payload("\(-number)"))
      }
    }
  }

  @Test("A lost connection is made anew, and the gap made known")
  func reconnects() async throws {
    try await TestDatabase.withDatabase { database, _ in
      var jobs = database.notifications(on: "jobs").makeAsyncIterator()
      #expect(await jobs.next() == .reconnected)
      let kill: SQL = """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query like 'LISTEN%'
        """
      _ = try await database.pipelined([kill])
      #expect(await jobs.next() == .reconnected)
      _ = try await database.pipelined(["select pg_notify('jobs', 'again')"])
      #expect(await jobs.next() == .payload("again"))
    }
  }

  @Test("A reader that is too slow learns that it has missed something")
  func slowReader() async throws {
    try await TestDatabase.withDatabase { database, _ in
      var slow = database.notifications(on: "jobs").makeAsyncIterator()
      #expect(await slow.next() == .reconnected)
      var quick = database.notifications(on: "jobs").makeAsyncIterator()
      #expect(await quick.next() == .reconnected)
      for number in 1...1000 {
        _ = try await database.pipelined(["select pg_notify('jobs', \("\(number)"))"])
        #expect(await quick.next() == .payload("\(number)"))
      }
      var taken = 0
      while let next = await slow.next(), next != .reconnected {
        taken += 1
        #expect(next == .payload("\(taken)"))
      }
      #expect(taken > 200 && taken < 1000)
    }
  }

  @Test("The stream ends when the database is closed, and the connection when nobody reads")
  func ends() async throws {
    try await TestDatabase.withDatabase { admin, configuration in
      var named = configuration
      named.applicationName = "listener"
      let listening: SQL = """
        select count(*) from pg_stat_activity
        where datname = current_database() and application_name = 'listener' and query like 'LISTEN%'
        """
      try await withStarted(named) { database in
        let reading = Task { for await _ in database.notifications(on: "jobs") {} }
        try await waitUntil { try await admin.pipelined([listening])[0].single(Int.self) == 1 }
        reading.cancel()
        try await waitUntil { try await admin.pipelined([listening])[0].single(Int.self) == 0 }
        var jobs = database.notifications(on: "jobs").makeAsyncIterator()
        #expect(await jobs.next() == .reconnected)
        await database.close()
        #expect(await jobs.next() == nil)
      }
    }
  }
}
