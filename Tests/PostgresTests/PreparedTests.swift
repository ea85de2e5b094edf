import Postgres
import SQL
import TestSupport
import Testing

@Suite("Prepared statements", .timeLimit(.minutes(20)))
struct PreparedTests {
  private func withSingle(
    _ configuration: DatabaseConfiguration, limit: Int = 512, prepared: [SQL] = [],
    _ body: (Database) async throws -> Void
  ) async throws {
    var single = configuration
    single.point.connections = 1
    single.preparedLimit = limit
    single.preparedAtConnect = prepared
    try await withStarted(single, body)
  }

  private let preparedTexts: SQL = "select statement from pg_prepared_statements order by prepare_time"

  @Test("A statement is prepared once for a connection, whatever its values")
  func once() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      try await withSingle(configuration) { database in
        for number in 0..<3 { _ = try await database.pipelined(["select \(number)"]) }
        let rows = try await database.pipelined([preparedTexts])
        #expect(try rows[0].decode(String.self) == ["select $1", preparedTexts.text])
      }
    }
  }

  @Test("A setting of the transaction before it doesn't keep a statement from being prepared")
  func afterSetting() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      try await withSingle(configuration) { database in
        _ = try await database.pipelined([
          "set local lock_timeout = 1000", "select 1", "select current_setting('lock_timeout')",
        ])
        let rows = try await database.pipelined([preparedTexts, "select current_setting('lock_timeout')"])
        #expect(try rows[0].decode(String.self).prefix(2) == ["select 1", "select current_setting('lock_timeout')"])
        #expect(try rows[1].single(String.self) == "0")
      }
    }
  }

  @Test("What the configuration lists is prepared when the connection is made; what can't be is left out")
  func atConnect() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      try await withSingle(configuration, prepared: ["select \(1) + 1", "select * from nowhere", "select 3"]) {
        database in
        let rows = try await database.pipelined([preparedTexts])
        #expect(try rows[0].decode(String.self) == ["select $1 + 1", "select 3", preparedTexts.text])
      }
    }
  }

  @Test("A statement that the server has forgotten is prepared again, and the caller doesn't notice")
  func forgotten() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      try await withSingle(configuration) { database in
        _ = try await database.pipelined(["create table t (a int8)"])
        for number in 1...3 {
          let rows = try await database.pipelined(["insert into t values (\(number))", "select count(*) from t"])
          #expect(try rows[1].single(Int.self) == number)
          _ = try await database.pipelined(["do $$ begin execute 'deallocate all'; end $$"])
        }
      }
    }
  }

  @Test("A statement whose table has changed is prepared again, and the caller doesn't notice")
  func changed() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      try await withSingle(configuration) { database in
        _ = try await database.pipelined(["create table t (a int8)"])
        _ = try await database.pipelined(["insert into t values (1)"])
        #expect(try await database.pipelined(["select * from t"])[0].single(Int.self) == 1)
        _ = try await database.pipelined(["alter table t add column b text default 'new'"])
        let (number, text) = try await database.pipelined(["select * from t"])[0].single((Int, String).self)
        #expect(number == 1 && text == "new")
        _ = try await database.pipelined(["alter table t drop column b", "alter table t add column b int8 default 5"])
        let both = try await withThrowingTaskGroup(of: Int.self) { group in
          for _ in 0..<8 {
            group.addTask { try await database.pipelined(["select * from t"])[0].single((Int, Int).self).1 }
          }
          var sum = 0
          while let value = try await group.next() { sum += value }
          return sum
        }
        #expect(both == 40)
      }
    }
  }

  @Test("The opening of a transaction is tried again as well")
  func opening() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      var single = configuration
      single.work.connections = 1
      try await withStarted(single) { database in
        _ = try await database.pipelined(["create table t (a int8)"])
        for name in ["b", "c"] {
          let count = try await database.transaction(opening: ["select * from t"]) { transaction in
            try await transaction.run("select count(*) from t").single(Int.self)
          }
          #expect(count == 0)
          _ = try await database.pipelined(["alter table t add column \(identifier: name) text"])
        }
      }
    }
  }

  @Test("No more are kept than the limit allows, and all go on working")
  func limit() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      try await withSingle(configuration, limit: 3) { database in
        for round in 0..<3 {
          let statements: [SQL] = [
            "select 1 + \(round)", "select 2 + \(round)", "select 3 + \(round)", "select 4 + \(round)",
          ]
          for (index, statement) in statements.enumerated() {
            #expect(try await database.pipelined([statement])[0].single(Int.self) == index + 1 + round)
          }
          let all = try await database.pipelined(statements)
          #expect(try all.map { try $0.single(Int.self) } == (1...4).map { $0 + round })
        }
        let rows = try await database.pipelined(["select count(*) from pg_prepared_statements"])
        #expect(try rows[0].single(Int.self) <= 4)
      }
    }
  }

  @Test("A statement may use what an earlier one of the same call has made")
  func dependent() async throws {
    try await TestDatabase.withDatabase { database, _ in
      let sum = try await database.transaction(opening: [
        "create temp table t (a int8) on commit drop", "insert into t select * from generate_series(1, 4)",
      ]) { transaction in try await transaction.run("select sum(a)::int8 from t").single(Int.self) }
      #expect(sum == 10)
    }
  }
}
