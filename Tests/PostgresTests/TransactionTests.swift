import Postgres
import SQL
import TestSupport
import Testing

@Suite("Interactive transactions", .timeLimit(.minutes(20)))
struct TransactionTests {
  struct Unwanted: Error {}

  @Test("What the body does is committed when it returns")
  func commits() async throws {
    try await TestDatabase.withDatabase { database, _ in
      let value = try await database.transaction(opening: ["create table t (a int8)", "insert into t values (\(1))"]) {
        transaction in
        _ = try await transaction.run("insert into t values (\(2))")
        return try await transaction.pipelined(["select sum(a)::int8 from t", "select 5"])[0].single(Int.self)
      }
      #expect(value == 3)
      #expect(try await database.pipelined(["select count(*) from t"])[0].single(Int.self) == 2)
    }
  }

  @Test("What the body does is rolled back when it throws, and its error passed on")
  func rollsBack() async throws {
    try await TestDatabase.withDatabase { database, _ in
      _ = try await database.pipelined(["create table t (a int8)"])
      await #expect(throws: Unwanted.self) {
        try await database.transaction { transaction in
          _ = try await transaction.run("insert into t values (\(1))")
          throw Unwanted()
        }
      }
      #expect(try await isEmpty("t", in: database))
    }
  }

  @Test("A transaction that failed isn't committed, although the body caught the error and returned")
  func failed() async throws {
    try await TestDatabase.withDatabase { database, _ in
      _ = try await database.pipelined(["create table t (a int8)"])
      let error = await #expect(throws: DatabaseError.self) {
        try await database.transaction { transaction in
          _ = try await transaction.run("insert into t values (\(1))")
          _ = try? await transaction.run("select 1 / 0")
        }
      }
      #expect(error?.sqlState == "22012")
      #expect(try await isEmpty("t", in: database))
    }
  }

  @Test("A savepoint keeps what was before it")
  func savepoint() async throws {
    try await TestDatabase.withDatabase { database, _ in
      try await database.transaction(opening: ["create table t (a int8)"]) { transaction in
        _ = try await transaction.run("insert into t values (\(1))")
        _ = try await transaction.run("savepoint a")
        _ = try? await transaction.run("select 1 / 0")
        _ = try await transaction.run("rollback to a")
      }
      #expect(try await database.pipelined(["select count(*) from t"])[0].single(Int.self) == 1)
    }
  }

  @Test("The body can't end the transaction behind our back")
  func refuses() async throws {
    try await TestDatabase.withDatabase { database, _ in
      for statement in ["commit", "rollback", "begin", "set role postgres"] as [SQL] {
        let error = await #expect(throws: DatabaseError.self) {
          try await database.transaction { _ = try await $0.run(statement) }
        }
        #expect(error?.kind == .protocolViolation)
      }
    }
  }

  @Test("An opening that fails begins nothing and leaves the connection usable")
  func opening() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      var single = configuration
      single.work.connections = 1
      try await withStarted(single) { database in
        for _ in 0..<3 {
          await #expect(throws: DatabaseError.self) {
            try await database.transaction(opening: ["select 1 / 0"]) { _ in Issue.record("must not begin") }
          }
        }
        let goesOn = try await runsTransaction(database)
        #expect(goesOn)
      }
    }
  }

  @Test("Callers queue for the only connection and all have their turn")
  func queues() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      var single = configuration
      single.work.connections = 1
      try await withStarted(single) { database in
        _ = try await database.pipelined(["create table t (a int8)"])
        await withTaskGroup(of: Void.self) { group in
          for number in 0..<20 {
            group.addTask {
              try? await database.transaction { transaction in
                let count = try await transaction.run("select count(*) from t").single(Int.self)
                if number % 5 == 4 { throw Unwanted() }
                _ = try await transaction.run("insert into t values (\(count))")
              }
            }
          }
        }
        let rows = try await database.pipelined(["select a from t order by 1"])
        #expect(try rows[0].decode(Int.self) == Array(0..<16))
      }
    }
  }

  @Test("A script runs as a whole; its failure fails the transaction")
  func scripts() async throws {
    try await TestDatabase.withDatabase { database, _ in
      try await database.transaction {
        try await $0.run(script: "create table t (a int8); insert into t values (1), (2)")
      }
      let error = await #expect(throws: DatabaseError.self) {
        try await database.transaction { try await $0.run(script: "insert into t values (3); select nonsense") }
      }
      #expect(error?.sqlState == "42703")
      #expect(try await database.pipelined(["select count(*) from t"])[0].single(Int.self) == 2)
    }
  }

  @Test("A snapshot sees nothing that is committed after it began, and writes nothing")
  func snapshot() async throws {
    try await TestDatabase.withDatabase { database, _ in
      _ = try await database.pipelined(["create table t (a int8)"])
      let counts = try await database.transaction(isolation: .readOnlySnapshot) { transaction in
        let before = try await transaction.run("select count(*) from t").single(Int.self)
        _ = try await database.pipelined(["insert into t values (1)"], on: .write)
        return [before, try await transaction.run("select count(*) from t").single(Int.self)]
      }
      #expect(counts == [0, 0])
      let error = await #expect(throws: DatabaseError.self) {
        try await database.transaction(isolation: .readOnlySnapshot) {
          _ = try await $0.run("insert into t values (1)")
        }
      }
      #expect(error?.sqlState == "25006")
    }
  }
}
