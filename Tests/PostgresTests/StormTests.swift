import Postgres
import SQL
import Synchronization
import TestSupport
import Testing

@Suite("Storm", .timeLimit(.minutes(20)))
struct StormTests {
  /// How a write was answered.
  private enum Outcome { case done, unknown, failed }

  /// How far the writing is.
  private final class Progress: Sendable {
    let answered = Atomic(0)
    let isOver = Atomic(false)
  }

  @Test("While backends are killed at random, what was acknowledged is there once and what was refused is not")
  func kills() async throws {
    try await TestDatabase.withDatabase { admin, configuration in
      _ = try await admin.pipelined(["create table t (number int8)"])
      var named = configuration
      named.applicationName = "victim"
      named.shortestPause = .milliseconds(1)
      try await withStarted(named) { database in
        let progress = Progress()
        let killer = Task {
          let kill: SQL = """
            select count(pg_terminate_backend(pid)) from (
              select pid from pg_stat_activity
              where datname = current_database() and application_name = 'victim' order by random() limit 1
            ) victim
            """
          // By the writing's pace: by the clock's a slow machine would lose connections faster than it makes them.
          var (kills, answered) = (0, 0)
          while !progress.isOver.load(ordering: .relaxed) {
            let now = progress.answered.load(ordering: .relaxed)
            if now >= answered + 5 {
              _ = try await admin.pipelined([kill])
              (kills, answered) = (kills + 1, now)
            }
            try await Task.sleep(for: .milliseconds(1))
          }
          return kills
        }
        let outcomes = await write(2000, to: database, progress)
        progress.isOver.store(true, ordering: .relaxed)
        #expect(try await killer.value > 0)
        let rows = try await admin.pipelined(["select number, count(*) from t group by 1"])
        let found: [(Int, Int)] = try rows[0].decode()
        let counts = Dictionary(uniqueKeysWithValues: found)
        #expect(outcomes.count == 2000)
        for (number, outcome) in outcomes {
          let count = counts[number] ?? 0
          switch outcome {
          case .done: #expect(count == 1)
          case .unknown: #expect(count <= 1)
          case .failed: #expect(count == 0)
          }
        }
      }
    }
  }

  /// Writes numbers by pipelines and by transactions, forty at a time.
  private func write(_ count: Int, to database: Database, _ progress: Progress) async -> [(Int, Outcome)] {
    await withTaskGroup(of: [(Int, Outcome)].self) { group in
      for worker in 0..<40 {
        group.addTask {
          var outcomes: [(Int, Outcome)] = []
          for number in stride(from: worker, to: count, by: 40) {
            let insert: SQL = "insert into t values (\(number))"
            let error = await failure {
              if number % 4 == 0 {
                try await database.transaction(opening: [insert]) { _ = try await $0.run("select pg_sleep(0.001)") }
              } else {
                _ = try await database.pipelined(["select \(number)", insert], on: .write)
              }
            }
            progress.answered.add(1, ordering: .relaxed)
            outcomes.append((number, error == nil ? .done : error?.kind == .outcomeUnknown ? .unknown : .failed))
          }
          return outcomes
        }
      }
      var all: [(Int, Outcome)] = []
      while let outcomes = await group.next() { all += outcomes }
      return all
    }
  }

  @Test("Tasks on the loop's own thread call and are answered as others, also after the loop has ended")
  func executor() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      try await withStarted(configuration) { database in
        let sum = try await withTaskExecutorPreference(database.executor) {
          try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<100 {
              group.addTask { try await database.pipelined(["select \(number)"])[0].single(Int.self) }
            }
            var sum = 0
            while let number = try await group.next() { sum += number }
            await database.close()
            let late = await failure { try await database.pipelined(["select 1"]) }
            return late?.kind == .unavailable ? sum : 0
          }
        }
        #expect(sum == 4950)
      }
    }
  }
}
