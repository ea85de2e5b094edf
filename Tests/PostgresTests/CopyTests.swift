import FoundationEssentials
import Postgres
import SQL
import TestSupport
import Testing

@Suite("COPY", .timeLimit(.minutes(20)))
struct CopyTests {
  struct Unreadable: Error {}

  @Test("Rows of all types go in and come out, more than a socket takes at once")
  func bothWays() async throws {
    try await TestDatabase.withDatabase { database, _ in
      let day: CalendarDay = "2024-02-29"
      let (copied, sum, sent, bytes) = try await database.transaction(
        opening: ["create temp table t (a int8, b text, c date, d uuid, e int4) on commit drop"]
      ) { transaction in
        let copied = try await transaction.copyIn("copy t from stdin (format binary)") { writer in
          for number in 0..<50_000 {
            try await writer.write(number, "row \(number)", day, nil as UUID?, Int32(7))
          }
          #expect(writer.rows == 50_000)
        }
        let sum = try await transaction.run("select sum(a)::int8 from t where d is null and e = 7").single(Int.self)
        var bytes = 0
        let sent = try await transaction.copyOut("copy t (b) to stdout") { chunk in
          #expect(chunk.last == UInt8(ascii: "\n"))
          bytes += chunk.count
        }
        return (copied, sum, sent, bytes)
      }
      #expect(copied == 50_000 && sent == 50_000 && sum == 50_000 * 49_999 / 2)
      #expect(bytes == (0..<50_000).reduce(0) { $0 + "row \($1)\n".utf8.count })
    }
  }

  @Test("Rows finished beforehand go in between others, whatever their size")
  func finished() async throws {
    try await TestDatabase.withDatabase { database, _ in
      let (copied, sum) = try await database.transaction(
        opening: ["create temp table t (a int8, b text) on commit drop"]
      ) { transaction in
        let copied = try await transaction.copyIn("copy t from stdin (format binary)") { writer in
          for start in stride(from: 0, to: 30_000, by: 10_000) {
            var rows = CopyRows()
            for number in start..<start + (start == 10_000 ? 1 : 9_999) { rows.append(number, "row \(number)") }
            try await writer.write(rows)
            try await writer.write(start + 9_999, "row")
          }
          #expect(writer.rows == 20_002)
        }
        return (copied, try await transaction.run("select sum(a)::int8 from t").single(Int.self))
      }
      #expect(copied == 20_002)
      #expect(sum == (0..<10_000).reduce(0, +) + 10_000 + 19_999 + (20_000..<30_000).reduce(0, +))
    }
  }

  @Test("An empty copy is none")
  func empty() async throws {
    try await TestDatabase.withDatabase { database, _ in
      let counts = try await database.transaction(opening: ["create temp table t (a int8) on commit drop"]) {
        let copied = try await $0.copyIn("copy t from stdin (format binary)") { _ in }
        return [copied, try await $0.copyOut("copy t to stdout") { _ in }]
      }
      #expect(counts == [0, 0])
    }
  }

  @Test("A producer that fails has its rows thrown away and its error passed on")
  func producerFails() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      var single = configuration
      single.work.connections = 1
      try await withStarted(single) { database in
        _ = try await database.pipelined(["create table t (a int8)"])
        await #expect(throws: Unreadable.self) {
          try await database.transaction { transaction in
            _ = try await transaction.copyIn("copy t from stdin (format binary)") { writer in
              for number in 0..<20_000 { try await writer.write(number) }
              throw Unreadable()
            }
          }
        }
        #expect(try await isEmpty("t", in: database))
      }
    }
  }

  @Test("A row that the server refuses fails the transaction; the connection goes on")
  func serverRefuses() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      var single = configuration
      single.work.connections = 1
      try await withStarted(single) { database in
        _ = try await database.pipelined(["create table t (a int8 primary key)"])
        let error = await #expect(throws: DatabaseError.self) {
          try await database.transaction { transaction in
            _ = try await transaction.copyIn("copy t from stdin (format binary)") { writer in
              try await writer.write(1)
              for _ in 0..<100_000 { try await writer.write(1) }
            }
          }
        }
        #expect(error?.sqlState == "23505")
        let missing = await #expect(throws: DatabaseError.self) {
          try await database.transaction { _ = try await $0.copyIn("copy nowhere from stdin (format binary)") { _ in } }
        }
        #expect(missing?.sqlState == "42P01")
        #expect(try await isEmpty("t", in: database))
      }
    }
  }

  @Test("A consumer that fails gives the connection up; the lane gets a new one")
  func consumerFails() async throws {
    try await TestDatabase.withDatabase { _, configuration in
      var single = configuration
      single.work.connections = 1
      try await withStarted(single) { database in
        await #expect(throws: Unreadable.self) {
          try await database.transaction { transaction in
            _ = try await transaction.copyOut("copy (select * from generate_series(1, 1000000)) to stdout") { _ in
              throw Unreadable()
            }
          }
        }
        let goesOn = try await runsTransaction(database)
        #expect(goesOn)
      }
    }
  }

  @Test("A cancelled import stops and leaves nothing")
  func cancelled() async throws {
    try await TestDatabase.withDatabase { database, _ in
      _ = try await database.pipelined(["create table t (a int8)"])
      let call = Task {
        try await database.transaction { transaction in
          _ = try await transaction.copyIn("copy t from stdin (format binary)") { writer in
            while true { try await writer.write(1) }
          }
        }
      }
      try await waitUntil { database.statistics.lanes[.work]?.inFlight == 1 }
      call.cancel()
      await #expect(throws: DatabaseError.self) { try await call.value }
      #expect(try await isEmpty("t", in: database))
    }
  }

  @Test("COPY that binds values or isn't COPY is refused")
  func refuses() async throws {
    try await TestDatabase.withDatabase { database, _ in
      for statement in ["copy (select \(1)) to stdout", "select 1"] as [SQL] {
        await #expect(throws: DatabaseError.self) {
          try await database.transaction { _ = try await $0.copyOut(statement) { _ in } }
        }
      }
      let goesOn = try await runsTransaction(database)
      #expect(goesOn)
    }
  }
}
