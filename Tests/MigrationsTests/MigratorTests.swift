import Logging
import Postgres
import SQL
import Testing

@testable import Migrations

@Suite struct MigratorTests {
  let logger = Logger(label: "migrator")

  @Test("A new database gets every file once, and has nothing pending then")
  func everyFileOnce() async throws {
    let names = try ScriptFolder.bundled().migrations.map(\.name)
    try await ScratchCluster.shared.withEmpty { database in
      let migrator = Migrator(database: database, logger: logger)
      try await Self.prepare(database)
      #expect(try await migrator.pending() == names)
      #expect(try await migrator.migrate() == names)
      #expect(try await migrator.pending() == [])
      #expect(try await migrator.migrate() == [])
    }
  }

  @Test("Of several migrators at once, one applies each file and the others wait")
  func severalAtOnce() async throws {
    try await ScratchCluster.shared.withEmpty { database in
      try await Self.prepare(database)
      let migrator = Migrator(database: database, logger: logger)
      async let first = migrator.migrate()
      async let second = migrator.migrate()
      let applied = try await first + second
      let names = try ScriptFolder.bundled().migrations.map(\.name)
      #expect(applied.sorted() == names)
    }
  }

  @Test("Everything belongs to the owner")
  func ownership() async throws {
    try await ScratchCluster.shared.withMigrated { database, _ in
      let owners = try await database.pipelined([
        """
        select distinct pg_get_userbyid(relowner)::text
          from pg_class join pg_namespace as n on n.oid = relnamespace
          where nspname !~ '^pg_' and nspname <> 'information_schema'
        """
      ])[0].decode(String.self)
      #expect(owners == ["huifang_owner"])
    }
  }

  @Test("A member of the owner's role can migrate without being a superuser")
  func memberOfOwner() async throws {
    let cluster = try await ScratchCluster.shared
    try await cluster.withEmpty { database in
      try await Self.prepare(database)
      _ = try await database.pipelined([
        "create role deployer login password 'deployer-of-the-tests'", "grant huifang_owner to deployer",
      ])
      let name = try await database.pipelined(["select current_database()::text"])[0].single(String.self)
      let applied = try await cluster.with(database: name, user: "deployer", password: "deployer-of-the-tests") {
        try await Migrator(database: $0, logger: logger).migrate()
      }
      #expect(!applied.isEmpty)
    }
  }

  @Test("A file that fails is named and leaves nothing, and what came before it stays")
  func failure() async throws {
    let files = ["0001_good": "create schema one;", "0002_bad": "create schema two; select 1 / 0;"]
    try await withMigrator(files) { migrator, database async throws in
      let error = await #expect(throws: MigrationError.self) { try await migrator.migrate() }
      guard case .failed("0002_bad", let cause) = error else {
        Issue.record("0002_bad did not fail")
        return
      }
      #expect(cause.sqlState == "22012")
      #expect(try await schemas(database) == ["one"])
      #expect(try await migrator.pending() == ["0002_bad"])
    }
  }

  @Test("A file of several statements with dollar quotes runs as one")
  func severalStatements() async throws {
    let text = "create schema one; do $body$ begin execute 'create schema two'; end $body$; -- end; and no more"
    try await withMigrator(["0001_both": text]) { migrator, database async throws in
      #expect(try await migrator.migrate() == ["0001_both"])
      #expect(try await schemas(database) == ["one", "two"])
    }
  }

  @Test("A file may not end its transaction")
  func endsTransaction() async throws {
    try await withMigrator(["0001_commits": "create schema one; commit; create schema two;"]) {
      migrator, _ async throws in
      let error = await #expect(throws: MigrationError.self) { try await migrator.migrate() }
      #expect(error?.description.contains("0001_commits ended its transaction") == true)
      #expect(try await migrator.pending() == ["0001_commits"])
    }
  }

  @Test("A file that was edited after it had been applied is named")
  func editedFile() async throws {
    try await withMigrator(["0001_one": "create schema one;"]) { migrator, database async throws in
      _ = try await migrator.migrate()
      let edited = Migrator(database: database, files: ["0001_one": "create schema other;"])
      let error = await #expect(throws: MigrationError.self) { try await edited.migrate() }
      #expect(error?.description.contains("0001_one was edited") == true)
    }
  }

  @Test("The service may read what was applied, and nothing of it can be changed by it")
  func serviceReadsHistory() async throws {
    let cluster = try await ScratchCluster.shared
    try await cluster.withMigrated { _, name in
      try await cluster.with(database: name, user: "huifang_service", password: ScratchCluster.servicePassword) {
        database async throws in
        #expect(try await Migrator(database: database, logger: logger).pending() == [])
        await #expect(throws: DatabaseError.self) {
          try await database.pipelined(["update migrations.applied set name = 'x'"])
        }
      }
    }
  }
}

extension MigratorTests {
  static func prepare(_ database: Database) async throws {
    _ = try await database.pipelined([
      "do $$ begin execute format('grant create on database %I to huifang_owner', current_database()); end $$"
    ])
  }

  private func withMigrator(
    _ files: [String: String], _ body: (Migrator, Database) async throws -> Void
  ) async throws {
    try await ScratchCluster.shared.withEmpty { database in
      try await Self.prepare(database)
      try await body(Migrator(database: database, files: files), database)
    }
  }

  private func schemas(_ database: Database) async throws -> [String] {
    try await database.pipelined([
      "select nspname::text from pg_namespace where nspname in ('one', 'two') order by nspname"
    ])[0].decode(String.self)
  }
}

extension Migrator {
  /// A migrator with files of a test's own; with functions, in a schema `one`.
  init(database: Database, files: [String: String], functions: [String: String] = [:]) {
    self.init(database: database, logger: Logger(label: "migrator")) { () throws(MigrationError) in
      var folder = try ScriptFolder.bundled()
      folder.migrations = files.sorted { $0.key < $1.key }.map { Script(name: $0.key, text: $0.value) }
      let schemas = functions.isEmpty ? "" : "create schema if not exists one;"
      folder.definitions = try
        ([Definition(Script(name: "schemas", text: schemas))]
        + functions.map { Definition(Script(name: $0.key, text: $0.value)) }).inLoadingOrder()
      return folder
    }
  }
}
