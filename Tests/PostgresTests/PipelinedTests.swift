import FoundationEssentials
import Postgres
import SQL
import TestSupport
import Testing

@Suite("Pipelined calls", .timeLimit(.minutes(20)))
struct PipelinedTests {
  @Test("All values come back from the server as they were bound")
  func values() async throws {
    try await TestDatabase.withDatabase { database, _ in
      let id = UUID()
      let day: CalendarDay = "2024-02-29"
      let rows = try await database.pipelined([
        "select \(id), \(day), \("回访"), \(-7), \([1, 2]), \(["a", nil] as [String?]), \([1, 2] as [UInt8]), \(true)",
        "select \(nil as UUID?), \(1.5), '{\"a\": 1}'::jsonb, 3::int2, 'x'::varchar, \(day) - date '2000-01-01'",
      ])
      let first = try rows[0].single((UUID, CalendarDay, String, Int, [Int], [String?], [UInt8], Bool).self)
      #expect(first.0 == id && first.1 == day && first.2 == "回访" && first.3 == -7)
      #expect(first.4 == [1, 2] && first.5 == ["a", nil] && first.6 == [1, 2] && first.7)
      let second = try rows[1].single((UUID?, Double, String, Int, String, Int).self)
      #expect(second.0 == nil && second.1 == 1.5 && second.2 == "{\"a\": 1}" && second.3 == 3 && second.5 == 8825)
    }
  }

  @Test("Forty good and bad calls in flight on two connections give twenty results, twenty errors and twenty rows")
  func mixed() async throws {
    try await TestDatabase.withDatabase { database, configuration in
      _ = try await database.pipelined(["create table audit (number int8)"], on: .work)
      var small = configuration
      small.point.connections = 2
      try await withStarted(small) { database in
        let results = await withTaskGroup(of: (Int, Int?).self) { group in
          for number in 0..<40 {
            group.addTask {
              let rows = try? await database.pipelined([
                "insert into audit values (\(number))",
                "select 10 / \(number % 2) + \(number)",
                "select set_config('test.number', \("\(number)"), true)",
              ])
              return (number, try? rows?[1].single(Int.self))
            }
          }
          var results: [Int: Int] = [:]
          while let (number, result) = await group.next() { results[number] = result }
          return results
        }
        #expect(results == Dictionary(uniqueKeysWithValues: stride(from: 1, to: 40, by: 2).map { ($0, 10 + $0) }))
      }
      let rows = try await database.pipelined(["select number from audit order by 1"])
      #expect(try rows[0].decode(Int.self) == Array(stride(from: 1, to: 40, by: 2)))
    }
  }

  @Test("A deferred constraint's error is the call's, although it comes after all results")
  func deferredConstraint() async throws {
    try await TestDatabase.withDatabase { database, _ in
      try await database.transaction { transaction in
        try await transaction.run(
          script: """
            create table parent (id int8 primary key);
            create table child (parent int8 constraint child_parent references parent deferrable initially deferred)
            """)
      }
      let error = await #expect(throws: DatabaseError.self) {
        try await database.pipelined(["insert into child values (\(1))", "select 1"])
      }
      #expect(error?.sqlState == "23503" && error?.constraint == "child_parent" && error?.table == "child")
      let inTransaction = await #expect(throws: DatabaseError.self) {
        try await database.transaction { _ = try await $0.run("insert into child values (\(1))") }
      }
      #expect(inTransaction?.sqlState == "23503" && inTransaction?.kind == .server)
      let count = try await database.pipelined(["select count(*) from child"])
      #expect(try count[0].single(Int.self) == 0)
    }
  }

  @Test("The transaction's settings don't reach the next call on the same connection")
  func settings() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      var single = configuration
      single.point.connections = 1
      try await withStarted(single) { database in
        let leaks = await withTaskGroup(of: Bool.self) { group in
          for number in 0..<60 {
            group.addTask {
              if number % 3 == 0 {
                let rows = try? await database.pipelined(["select coalesce(current_setting('app.tenant', true), '')"])
                let tenant: String? = try? rows?[0].single()
                return tenant != ""
              }
              let rows = try? await database.pipelined([
                "select set_config('app.tenant', \("\(number)"), true)", "select 1 / \(number % 3 - 1)",
                "select current_setting('app.tenant')",
              ])
              guard number % 3 == 2 else { return rows != nil }
              let tenant: String? = try? rows?[2].single()
              return tenant != "\(number)"
            }
          }
          var leaks = 0
          while let leaked = await group.next() { leaks += leaked ? 1 : 0 }
          return leaks
        }
        #expect(leaks == 0)
      }
    }
  }

  @Test("Large values both ways at once don't deadlock")
  func large() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      var single = configuration
      single.point.connections = 1
      try await withStarted(single) { database in
        let bytes = (0..<4_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let sizes = try await withThrowingTaskGroup(of: Int.self) { group in
          for _ in 0..<4 {
            group.addTask {
              let rows = try await database.pipelined(["select \(bytes)", "select \(bytes)"])
              let (first, second) = (try rows[0].single([UInt8].self), try rows[1].single([UInt8].self))
              return first == bytes ? second.count : 0
            }
          }
          var sizes: [Int] = []
          while let size = try await group.next() { sizes.append(size) }
          return sizes
        }
        #expect(sizes == [Int](repeating: bytes.count, count: 4))
      }
    }
  }

  @Test("What would reach other calls on the connection is refused and leaves nothing behind")
  func refuses() async throws {
    try await TestDatabase.withDatabase { database, _ in
      for statement in ["begin", "set role postgres", "savepoint a", "copy pg_class to stdout"] as [SQL] {
        let error = await #expect(throws: DatabaseError.self) { try await database.pipelined(["select 1", statement]) }
        #expect(error?.kind == .protocolViolation)
      }
      let counts = [try await database.pipelined([]).count, try await database.pipelined(["select 1"]).count]
      #expect(counts == [0, 1])
    }
  }

  @Test("What our own functions raise reaches the caller, other messages don't")
  func raised() async throws {
    try await TestDatabase.withDatabase { database, _ in
      let raising: SQL = """
        do $$ begin raise exception 'task is closed' using errcode = 'HF007', detail = 'id 5', hint = 'reopen'; end $$
        """
      let error = await #expect(throws: DatabaseError.self) { try await database.pipelined([raising]) }
      #expect(error?.raised == .init(message: "task is closed", detail: "id 5", hint: "reopen"))
      let other = await #expect(throws: DatabaseError.self) {
        try await database.pipelined(["select 1", "select \("secret")::int8"])
      }
      #expect(other?.raised == nil && other?.sqlState == "22P02" && other?.statementIndex == 1)
      #expect(other.map { "\($0)".contains("secret") } == false)
    }
  }

  @Test("A statement that can't be prepared gives its own error, and the next call is not touched")
  func unpreparable() async throws {
    try await TestDatabase.withDatabase { database, _ in
      let error = await #expect(throws: DatabaseError.self) {
        try await database.pipelined(["select 1", "select * from nowhere"])
      }
      #expect(error?.sqlState == "42P01" && error?.statementIndex == 1)
      let rows = try await database.pipelined(["select 2"])
      #expect(try rows[0].single(Int.self) == 2)
    }
  }
}
