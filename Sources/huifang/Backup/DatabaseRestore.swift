import FoundationEssentials
import Logging
import Migrations
import Postgres
import SQL
import Vault

/// Brings a backup into an empty database and doesn't call it done before the rows are counted, the keys open and the isolation holds.
/// Until then nobody but a superuser gets into the database: a restore that was broken off serves nobody.
struct DatabaseRestore {
  let folder: BackupFolder
  let master: MasterKey
  /// A superuser's login of the empty database.
  let login: DatabaseConfiguration
  let servicePassword: String
  let auditorPassword: String
  let logger: Logger
  /// Checks that are left out: an old server is the doctor's to name.
  var skippedChecks: Set<String> = ["006_server_version"]

  /// - Returns: what the backup held.
  func run() async throws -> BackupManifest {
    let manifest = try folder.verified(by: master)
    try Self.requireKnown(manifest)
    let connections = try await login.withDatabase(logger: logger) { database in
      try await requireEmpty(database)
      let connections = try await shut(database)
      try await Migrator(database: database, logger: logger).prepareRoles(
        servicePassword: servicePassword, auditorPassword: auditorPassword)
      return connections
    }
    try await PostgresTool(name: "pg_restore", login: login).run([
      "--exit-on-error", "--single-transaction", "--dbname=\(login.database)", folder.dump,
    ])
    try await login.withDatabase(logger: logger) { database in
      try await compare(manifest, database)
      try await openKeys(database)
      try await begin(database)
      let migrator = Migrator(database: database, logger: logger)
      _ = try await migrator.migrate()
      try DatabaseCheck.require(try await migrator.check(skipping: skippedChecks))
      try await limitConnections(to: connections, database)
    }
    return manifest
  }

  /// A backup of a later version holds what this program doesn't know.
  static func requireKnown(_ manifest: BackupManifest) throws {
    guard !Migrator.isBeforeBaseline(manifest.migrations) else { throw MigrationError.madeBeforeBaseline }
    let known = try Migrator.known()
    guard let unknown = manifest.migrations.enumerated().first(where: { known.dropFirst($0).first != $1 }) else {
      return
    }
    throw Problem(
      "the backup was made by another version of this program (it has had the migration \(unknown.element)): "
        + "restore it with that version or a later one")
  }

  /// Lets only superusers in.
  /// - Returns: how many connections the database allowed before.
  private func shut(_ database: Database) async throws -> Int {
    let rows = try await database.pipelined(
      ["select datconnlimit from pg_database where datname = current_database()"], writes: false)
    try await limitConnections(to: 0, database)
    return try rows.first?.single(Int.self) ?? -1
  }

  private func limitConnections(to limit: Int, _ database: Database) async throws {
    _ = try await database.pipelined(
      [
        "select set_config('app.connection_limit', \("\(limit)"), true)",
        """
        do $$ begin
          execute format('alter database %I connection limit %s', current_database(), current_setting('app.connection_limit')::integer);
        end $$
        """,
      ], on: .work)
  }

  private func requireEmpty(_ database: Database) async throws {
    let rows = try await database.pipelined(
      [
        """
        select count(*) from pg_class join pg_namespace as n on n.oid = relnamespace
          where relkind in ('r', 'p', 'v') and nspname !~ '^pg_' and nspname <> 'information_schema'
        """
      ], writes: false)
    guard try rows.first?.single(Int.self) == 0 else {
      throw Problem("\(login.database) is not empty: restore into a new database, so that nothing is overwritten")
    }
  }

  /// Every table has as many rows as in the snapshot that was dumped.
  private func compare(_ manifest: BackupManifest, _ database: Database) async throws {
    for table in manifest.tables {
      let parts = table.name.split(separator: ".", maxSplits: 1).map(String.init)
      let rows = try await database.pipelined(
        ["select count(*) from \(identifier: parts[0]).\(identifier: parts[1])"], on: .work, writes: false)
      let count = try rows.first?.single(Int.self) ?? -1
      guard count == table.rows else {
        throw Problem("\(table.name) has \(count) rows instead of \(table.rows): don't use this database")
      }
    }
  }

  /// The data are worth nothing without the key that opens them.
  private func openKeys(_ database: Database) async throws {
    let rows = try await database.pipelined(
      ["select tenant_id, key_id, wrapped from identity.tenant_key"], writes: false)
    for (tenant, id, wrapped) in try (rows.first ?? Rows()).decode((UUID, Int, [UInt8]).self) {
      do { _ = try TenantKey(unwrapping: wrapped, by: master, id: UInt32(clamping: id), tenant: tenant) } catch {
        throw Problem("the master key doesn't open the data key of \(tenant): name the key file of this backup")
      }
    }
  }

  /// A new life of the data: a session that was ended after the backup must not live again, and the numbers of transactions start
  /// anew, which the trail's epoch tells apart.
  private func begin(_ database: Database) async throws {
    let rows = try await database.pipelined(
      [
        "update identity.session set ended_at = now() where ended_at is null",
        """
        do $$ begin
          execute format('alter table audit.event alter column epoch set default %s',
            (select coalesce(max(epoch), 0) + 1 from audit.event));
        end $$
        """,
      ], on: .work)
    logger.info("sessions ended", metadata: ["count": "\(rows.first?.affected ?? 0)"])
  }
}
