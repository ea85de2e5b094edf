import FoundationEssentials
import Glibc
import Logging
import Postgres
import SQL
import Vault

/// Writes a database into a folder: pg_dump's file, and a signed manifest that counts the rows of the very snapshot that was dumped.
struct DatabaseBackup {
  /// A superuser's login: row security hides the rows from everybody else.
  let login: DatabaseConfiguration
  /// The key that signs the manifest. It is not in the folder.
  let master: MasterKey
  let logger: Logger

  /// - Parameter path: a folder that isn't there yet; it appears when the backup is whole.
  func write(to path: String) async throws -> BackupManifest {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw Problem("\(path) exists already: name a new folder, so that no older backup is lost")
    }
    let unfinished = BackupFolder(path: "\(path).unfinished")
    try? FileManager.default.removeItem(atPath: unfinished.path)
    guard unsafe mkdir(unfinished.path, 0o700) == 0 else { throw refused(unfinished.path) }
    let manifest: BackupManifest
    do {
      manifest = try await fill(unfinished)
    } catch {
      try? FileManager.default.removeItem(atPath: unfinished.path)
      throw error
    }
    guard unsafe rename(unfinished.path, path) == 0 else { throw refused(path) }
    return manifest
  }

  private func fill(_ folder: BackupFolder) async throws -> BackupManifest {
    try await login.withDatabase(logger: logger) { database in
      try await requireSuperuser(database)
      try await requireKey(database)
      let names = try await tables(database)
      return try await database.transaction(isolation: .readOnlySnapshot) { transaction in
        let facts = try await transaction.run(
          """
          select pg_export_snapshot(), now(), current_setting('server_version'),
            (select array_agg(name order by position) from migrations.applied)
          """)
        let (snapshot, now, version, migrations) = try facts.single((String, Date, String, [String]).self)
        var counted: [BackupManifest.Table] = []
        for (schema, table) in names {
          let count = try await transaction.run(
            "select count(*) from \(identifier: schema).\(identifier: table)"
          ).single(Int.self)
          counted.append(BackupManifest.Table(name: "\(schema).\(table)", rows: count))
        }
        try await PostgresTool(name: "pg_dump", login: login).run([
          "--format=custom", "--snapshot=\(snapshot)", "--file=\(folder.dump)",
        ])
        _ = unsafe chmod(folder.dump, 0o600)
        let dump = try UploadedFile(path: folder.dump)
        let manifest = BackupManifest(
          format: BackupManifest.format, madeAt: now, postgres: String(version.prefix { $0 != " " }),
          migrations: migrations, dumpBytes: dump.size, dumpSHA256: dump.sha256, tables: counted)
        try folder.write(manifest, signedBy: master)
        return manifest
      }
    }
  }

  private func requireSuperuser(_ database: Database) async throws {
    let rows = try await database.pipelined(
      ["select rolsuper or rolbypassrls from pg_roles where rolname = current_user"], writes: false)
    guard try rows.first?.single(Bool.self) == true else {
      throw Problem("\(login.user) doesn't see all rows: take the backup with a superuser's login (--database-user)")
    }
  }

  /// A manifest signed with another key than the data need would be told at the restore, when it is too late.
  private func requireKey(_ database: Database) async throws {
    let wrapped = try await MasterKeyRotation(database: database, master: master).wrappedKeys()
    guard let strange = wrapped.first(where: { (try? $0.opened(by: master)) == nil }) else { return }
    throw Problem(
      "the master key doesn't open the data key of \(strange.tenant): name the key file that the service runs with")
  }

  /// Every table of ours; partitions are counted through their parents.
  private func tables(_ database: Database) async throws -> [(String, String)] {
    let rows = try await database.pipelined(
      [
        """
        select nspname::text, relname::text from pg_class join pg_namespace as n on n.oid = relnamespace
          where relkind in ('r', 'p') and not relispartition and nspname !~ '^pg_' and nspname <> 'information_schema'
          order by 1, 2
        """
      ], writes: false)
    return try (rows.first ?? Rows()).decode((String, String).self)
  }

  private func refused(_ path: String) -> Problem {
    Problem("\(path): \(unsafe String(cString: strerror(errno)))")
  }
}
