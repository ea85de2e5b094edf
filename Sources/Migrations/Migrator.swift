public import Logging
public import Postgres
import SQL

/// Brings a database to the state that this program was built for, and verifies that it is there.
///
/// The files of `sql/` are the truth: migrations are applied once, in order, each in a transaction of its own, recorded
/// with their hash. There is no way back; a mistake is mended by the next file. Functions are applied again when they have
/// changed, under the number and in the transaction of the migration that is pending, so that no two releases apply theirs
/// to and fro.
public struct Migrator: Sendable {
  let database: Database
  let logger: Logger
  let scripts: @Sendable () throws(MigrationError) -> ScriptFolder

  /// A migrator for one database.
  ///
  /// - Parameter database: logged in as a superuser for `prepareRoles`, as a superuser or a member of `huifang_owner`
  ///   for `migrate`; `pending` and `check` work for the service's own login as well.
  public init(database: Database, logger: Logger) {
    self.init(database: database, logger: logger) { () throws(MigrationError) in try ScriptFolder.bundled() }
  }

  init(
    database: Database, logger: Logger, scripts: @escaping @Sendable () throws(MigrationError) -> ScriptFolder
  ) {
    self.database = database
    self.logger = logger
    self.scripts = scripts
  }

  /// Applies what is missing and returns the names of it, in order. Safe to call from several processes at once: one
  /// applies, the others wait and find nothing left. Throws `MigrationError`; what was applied before a failure stays.
  public func migrate() async throws -> [String] {
    let folder = try scripts()
    var applied: [String] = []
    while let name = try await applyNext(folder) {
      logger.info("migration applied", metadata: ["migration": "\(name)"])
      applied.append(name)
    }
    return applied
  }

  /// The names of the migrations that the database has not had. Throws `MigrationError` when what it has had is not
  /// what this program knows, or when functions differ and no migration is pending.
  public func pending() async throws -> [String] {
    let folder = try scripts()
    return try await database.transaction { transaction in
      guard let history = try await Self.history(in: transaction) else { return folder.migrations.map(\.name) }
      let pending = try history.pending(of: folder.migrations)
      if pending.isEmpty { try await Self.requireUnchanged(folder.definitions, in: transaction) }
      return pending.map(\.name)
    }
  }

  /// The names of the migrations that this program knows, in their order.
  public static func known() throws(MigrationError) -> [String] {
    try ScriptFolder.bundled().migrations.map(\.name)
  }

  /// Whether these are the migrations of a database that was made before 0.2, whose baseline replaces them.
  public static func isBeforeBaseline(_ migrations: [String]) -> Bool {
    migrations.first == History.firstBeforeBaseline
  }

  /// Applies the first of what is missing, in a transaction that holds the lock from its first statement on.
  private func applyNext(_ folder: ScriptFolder) async throws -> String? {
    try await database.transaction(opening: Self.opening) { transaction in
      var history = try await Self.history(in: transaction)
      if history == nil {
        try await Self.run(folder.history, in: transaction)
        history = History()
      }
      let known = history ?? History()
      let pending = try known.pending(of: folder.migrations)
      guard let script = pending.first else {
        try await Self.requireUnchanged(folder.definitions, in: transaction)
        return nil
      }
      try await Self.apply(script, isLast: pending.count == 1, folder.definitions, in: transaction)
      try await Self.record(known.entry(for: script), position: known.entries.count + 1, in: transaction)
      return script.name
    }
  }

  /// Applies a migration, and with it the definitions that have changed: first those that its tables may need, after the last
  /// migration the others, which need the tables. Then the functions must be those of the files.
  private static func apply(
    _ script: Script, isLast: Bool, _ definitions: [Definition], in transaction: borrowing Transaction
  ) async throws {
    let changes = try await changes(of: definitions, in: transaction)
    let changed = changes.before + (isLast ? changes.after : [])
    try await load(changes.before, in: transaction)
    try await run(script, in: transaction)
    if isLast { try await load(changes.after, in: transaction) }
    try await rewrite(after: changed, in: transaction)
    try await record(changed, removed: isLast ? changes.removed : [], migration: script.name, in: transaction)
    guard isLast else { return }
    try await requireFunctions(of: definitions, in: transaction)
    try await validateFunctions(in: transaction)
  }

  private static func requireUnchanged(
    _ definitions: [Definition], in transaction: borrowing Transaction
  ) async throws {
    let names = try await changes(of: definitions, in: transaction).names
    guard names.isEmpty else { throw MigrationError.changedWithoutMigration(names: names) }
  }
}

extension Migrator {
  /// The lock is waited for; a table that is in use is not, for whoever waits for one holds up everybody behind.
  private static let opening: [SQL] = [
    "set local role huifang_owner",
    "select pg_advisory_xact_lock(hashtextextended('huifang.migrations', 0))",
    "set local lock_timeout = '10s'",
  ]

  /// What the database has had; nil when it doesn't even have the table.
  private static func history(in transaction: borrowing Transaction) async throws -> History? {
    let exists = try await transaction.run("select to_regclass('migrations.applied') is not null").single(Bool.self)
    guard exists else { return nil }
    let rows = try await transaction.run("select name, sha256, chain from migrations.applied order by position")
    return History(
      try rows.decode((String, [UInt8], [UInt8]).self).map { History.Entry(name: $0, sha256: $1, chain: $2) })
  }

  static func run(_ script: Script, in transaction: borrowing Transaction) async throws(MigrationError) {
    do throws(DatabaseError) { try await transaction.run(script: script.text) } catch {
      throw .failed(name: script.name, error)
    }
  }

  /// Records a file. The role that the opening set is gone when the file has ended the transaction.
  private static func record(
    _ entry: History.Entry, position: Int, in transaction: borrowing Transaction
  ) async throws {
    let recorded = try await transaction.run(
      """
      insert into migrations.applied (position, name, sha256, chain)
        select \(Int32(position)), \(entry.name), \(entry.sha256), \(entry.chain)
          where current_user = 'huifang_owner'
      """)
    guard recorded.affected == 1 else { throw MigrationError.endedTransaction(name: entry.name) }
  }
}
