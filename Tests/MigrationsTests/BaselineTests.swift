import Foundation
import Logging
import Postgres
import SQL
import Testing

@testable import Migrations

/// The baseline of 0.2 took the place of the 23 migrations of 0.1 and changed nothing but what `since-0.1.sql` says. Kept for this
/// release.
@Suite struct BaselineTests {
  @Test(
    "What 0.1's migrations made, with since-0.1.sql, is what the baseline makes: tables, rules, functions, grants, comments"
  )
  func sameSchema() async throws {
    let cluster = try await ScratchCluster.shared
    let baseline = try await cluster.withMigrated { database, _ in try await Catalogue(of: database) }
    let chain = try await cluster.withEmpty { database in
      try await MigratorTests.prepare(database)
      try await applyChain(to: database)
      return try await Catalogue(of: database)
    }
    #expect(baseline.lines.count > 2000)
    #expect(Catalogue.differences(chain, baseline) == [])
  }

  @Test(
    "The comparison sees a difference of any kind",
    arguments: [
      "comment on table directory.staff is 'x'", "comment on column directory.staff.name is 'x'",
      "alter table directory.staff alter name drop not null", "alter table directory.staff alter version set default 2",
      "alter table directory.staff drop constraint staff_name_unique", "drop index directory.staff_by_name",
      "alter table directory.staff no force row level security", "alter policy tenant on directory.staff using (true)",
      "alter table directory.department disable trigger keep_department_tree",
      "grant update (tenant_id) on directory.staff to huifang_service",
      "grant delete on directory.staff to huifang_service",
      "grant execute on function audit.write to huifang_service", "alter table followup.task set (fillfactor = 90)",
      "alter function audit.begun() reset search_path", "alter default privileges grant execute on functions to public",
      "revoke usage on schema followup from huifang_service", "create table app.note (body text)",
    ] as [SQL])
  func sensitive(statement: SQL) async throws {
    try await ScratchCluster.shared.withMigrated { database, _ in
      let before = try await Catalogue(of: database)
      _ = try await database.pipelined(["set local role huifang_owner", statement])
      #expect(try await Catalogue.differences(before, Catalogue(of: database)) != [])
    }
  }

  /// What a database of 0.1 would be after the deliberate changes, with the functions of this release.
  private func applyChain(to database: Database) async throws {
    let folder = try ScriptFolder.bundled()
    let fixtures = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    let chain = try FileManager.default.contentsOfDirectory(atPath: fixtures.appending(path: "chain-0.1").path).sorted()
      .map { "chain-0.1/\($0)" }
    let changes = try text("since-0.1.sql", in: fixtures).split(
      separator: "-- The functions of this release are loaded here.\n")
    try #require(chain.count == 23 && changes.count <= 2)
    let definitions = DefinitionChanges(of: folder.definitions, recorded: [:])
    try await database.transaction(opening: ["set local role huifang_owner"]) { transaction in
      try await transaction.run(script: folder.history.text)
      for name in chain { try await transaction.run(script: try text(name, in: fixtures)) }
      try await transaction.run(script: String(changes[0]))
      try await Migrator.load(definitions.before, in: transaction)
      for change in changes.dropFirst() { try await transaction.run(script: String(change)) }
      try await Migrator.load(definitions.after, in: transaction)
      try await Migrator.requireFunctions(of: folder.definitions, in: transaction)
    }
  }

  private func text(_ name: String, in folder: URL) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }
}
