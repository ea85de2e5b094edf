import Logging
import Postgres
import SQL
import Testing

@testable import Migrations

/// Functions are applied again when they have changed: under a new migration, and whole.
@Suite struct FunctionTests {
  private let table = "create table one.t (a integer);"
  private let first = "create or replace function one.f() returns integer language sql as 'select 1';"
  private let second = "create or replace function one.f() returns integer language sql as 'select 2';"

  @Test("A changed function without a migration is named, by the service that starts as well")
  func withoutMigration() async throws {
    try await withDatabase { database in
      _ = try await migrator(database, ["0001_a": table], ["one/f": first]).migrate()
      let changed = migrator(database, ["0001_a": table], ["one/f": second])
      let applied = await #expect(throws: MigrationError.self) { try await changed.migrate() }
      let started = await #expect(throws: MigrationError.self) { try await changed.pending() }
      for error in [applied, started] {
        #expect(error?.description == "functions changed without a migration (one/f): add one, an empty file will do")
      }
      #expect(try await value(database) == 1)
    }
  }

  @Test("It is applied under a new migration, which may be empty, and the release before then refuses the database")
  func withEmptyMigration() async throws {
    try await withDatabase { database in
      let before = migrator(database, ["0001_a": table], ["one/f": first])
      _ = try await before.migrate()
      let after = migrator(database, ["0001_a": table, "0002_b": ""], ["one/f": second])
      #expect(try await after.pending() == ["0002_b"])
      #expect(try await after.migrate() == ["0002_b"])
      #expect(try await value(database) == 2)
      #expect(try await after.pending() == [])
      let error = await #expect(throws: MigrationError.self) { try await before.migrate() }
      #expect(error?.description.hasPrefix("the database has had 0002_b") == true)
      #expect(try await value(database) == 2)
    }
  }

  @Test("A migration that fails takes its functions with it")
  func failure() async throws {
    try await withDatabase { database in
      _ = try await migrator(database, ["0001_a": table], ["one/f": first]).migrate()
      let failing = migrator(database, ["0001_a": table, "0002_b": "select 1 / 0"], ["one/f": second])
      await #expect(throws: MigrationError.self) { try await failing.migrate() }
      #expect(try await value(database) == 1)
    }
  }

  @Test("A new signature asks for the old one to be dropped")
  func newSignature() async throws {
    let widened = "create or replace function one.f(b integer default 2) returns integer language sql as 'select b';"
    try await withDatabase { database in
      _ = try await migrator(database, ["0001_a": table], ["one/f": first]).migrate()
      let files = ["0001_a": table, "0002_b": ""]
      let error = await #expect(throws: MigrationError.self) {
        try await migrator(database, files, ["one/f": widened]).migrate()
      }
      #expect(error?.description.hasPrefix("the database has 2 functions one.f where 1 should be") == true)
      _ = try await migrator(database, files, ["one/f": "drop function if exists one.f();\n" + widened]).migrate()
      #expect(try await value(database) == 2)
    }
  }

  @Test("A function whose file is gone, and one that a migration makes by itself, are named")
  func withoutFile() async throws {
    try await withDatabase { database in
      _ = try await migrator(database, ["0001_a": table], ["one/f": first]).migrate()
      let kept = await #expect(throws: MigrationError.self) {
        try await migrator(database, ["0001_a": table, "0002_b": ""], [:]).migrate()
      }
      #expect(kept?.description.hasPrefix("the database has 1 functions one.f where 0 should be") == true)
      _ = try await migrator(database, ["0001_a": table, "0002_b": "drop function one.f()"], [:]).migrate()
      let made = await #expect(throws: MigrationError.self) {
        try await migrator(database, ["0001_a": table, "0002_b": "drop function one.f()", "0003_c": first], [:])
          .migrate()
      }
      #expect(made?.description.hasPrefix("the database has 1 functions one.f where 0 should be") == true)
    }
  }

  @Test("Grants are those of the file: what was granted before is taken away")
  func grants() async throws {
    let grant = "grant execute on function one.f() to huifang_service;"
    try await withDatabase { database in
      func granted() async throws -> Bool {
        try await database.pipelined(["select has_function_privilege('huifang_service', 'one.f()', 'execute')"])[0]
          .single(Bool.self)
      }
      _ = try await migrator(database, ["0001_a": table], ["one/f": first + grant]).migrate()
      #expect(try await granted())
      _ = try await migrator(database, ["0001_a": table, "0002_b": ""], ["one/f": first]).migrate()
      #expect(try await !granted())
    }
  }

  @Test("A function that needs the tables' rows comes after them, and each body is looked at in the end")
  func bodies() async throws {
    let row =
      "-- After: tables\ncreate or replace function one.f(r one.t default null) returns integer language sql as 'select 3';"
    let early = "create or replace function one.g() returns bigint language sql as 'select count(*) from one.t';"
    let wrong = "create or replace function one.h() returns bigint language sql as 'select count(*) from one.nothing';"
    try await withDatabase { database in
      _ = try await migrator(database, ["0001_a": table], ["one/f": row, "one/g": early]).migrate()
      #expect(try await value(database) == 3)
      let error = await #expect(throws: MigrationError.self) {
        try await migrator(database, ["0001_a": table, "0002_b": ""], ["one/f": row, "one/g": early, "one/h": wrong])
          .migrate()
      }
      guard case .failed("functions", let cause) = error else {
        Issue.record("the body was not looked at")
        return
      }
      #expect(cause.sqlState == "42P01")
    }
  }

  private func value(_ database: Database) async throws -> Int {
    try await database.pipelined(["select one.f()"])[0].single(Int.self)
  }

  private func migrator(_ database: Database, _ files: [String: String], _ functions: [String: String]) -> Migrator {
    Migrator(database: database, files: files, functions: functions)
  }

  private func withDatabase(_ body: (Database) async throws -> Void) async throws {
    try await ScratchCluster.shared.withEmpty { database in
      try await MigratorTests.prepare(database)
      try await body(database)
    }
  }
}
