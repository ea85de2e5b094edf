import Postgres
import SQL

/// The definitions that a database hasn't had as they are in the files.
struct DefinitionChanges: Sendable {
  /// To be loaded before the tables of the pending migration, and after them.
  var before: [Definition] = []
  var after: [Definition] = []
  /// Names of those whose file is gone.
  var removed: [String] = []

  /// - Parameter recorded: the hashes of the definitions by name, as the database recorded them.
  init(of definitions: [Definition], recorded: [String: [UInt8]]) {
    for definition in definitions where recorded[definition.name] != definition.script.sha256 {
      if definition.after.contains(Definition.tables) { after.append(definition) } else { before.append(definition) }
    }
    removed = Set(recorded.keys).subtracting(definitions.map(\.name)).sorted()
  }

  var names: [String] { (before + after).map(\.name) + removed }
}

extension Migrator {
  /// Which definitions differ from what the database has had.
  static func changes(
    of definitions: [Definition], in transaction: borrowing Transaction
  ) async throws -> DefinitionChanges {
    let rows = try await transaction.run("select name, sha256 from migrations.definition")
    let recorded = try rows.decode((String, [UInt8]).self)
    return DefinitionChanges(of: definitions, recorded: Dictionary(uniqueKeysWithValues: recorded))
  }

  /// Loads definitions. A function's body may name what the migration has yet to make: bodies are looked at in the end.
  static func load(_ definitions: [Definition], in transaction: borrowing Transaction) async throws {
    guard !definitions.isEmpty else { return }
    _ = try await transaction.run("set local check_function_bodies = off")
    try await takeGrants(of: definitions, in: transaction)
    for definition in definitions { try await run(definition.script, in: transaction) }
    _ = try await transaction.run("set local check_function_bodies = on")
  }

  /// What a function was granted before goes, so that its grants are those of its file.
  private static func takeGrants(of definitions: [Definition], in transaction: borrowing Transaction) async throws {
    let statements = try await transaction.run(
      """
      select format('revoke all on function %s from public, huifang_service, huifang_auditor;', p.oid::regprocedure)
        from pg_proc as p join pg_namespace as n on n.oid = pronamespace
        where nspname || '.' || proname = any (\(definitions.compactMap(\.function)))
      """
    ).decode(String.self)
    guard !statements.isEmpty else { return }
    try await run(Script(name: "grants", text: statements.joined(separator: "\n")), in: transaction)
  }

  /// Writes anew what stored columns were made of: PostgreSQL computes a stored column when a row is written, not when a function
  /// changes.
  static func rewrite(after definitions: [Definition], in transaction: borrowing Transaction) async throws {
    for column in Set(definitions.flatMap(\.rewrites)).sorted() {
      let parts = column.split(separator: ".").map(String.init)
      guard parts.count == 3 else { throw MigrationError.unknownOrder(name: column, after: []) }
      let table: SQL = "\(identifier: parts[0]).\(identifier: parts[1])"
      let name = "\(parts[0]).\(parts[1])"
      let exists = try await transaction.run("select to_regclass(\(name)) is not null").single(Bool.self)
      guard exists else { continue }
      _ = try await transaction.pipelined([
        "alter table \(table) no force row level security",
        "update \(table) set \(identifier: parts[2]) = \(identifier: parts[2])",
        "alter table \(table) force row level security",
      ])
    }
  }

  /// Records definitions as the database now has them.
  static func record(
    _ changes: [Definition], removed: [String], migration: String, in transaction: borrowing Transaction
  ) async throws {
    _ = try await transaction.run(
      """
      insert into migrations.definition (name, sha256, migration)
        select name, sha256, \(migration) from unnest(\(changes.map(\.name)), \(changes.map(\.script.sha256))) as changed (name, sha256)
        on conflict (name) do update
          set sha256 = excluded.sha256, migration = excluded.migration, applied_at = default
      """)
    _ = try await transaction.run("delete from migrations.definition where name = any (\(removed))")
  }
}
