import Logging
import Postgres
import SQL
import Testing

@testable import Migrations

/// A stored column is computed when its row is written: it keeps what a function said then.
@Suite struct StoredColumnTests {
  @Test("A changed function writes anew what stored columns were made of, in all hospitals")
  func rewritten() async throws {
    try await ScratchCluster.shared.withMigrated { database, _ in
      _ = try await database.pipelined([
        """
        insert into directory.organization (tenant_id, kind, code, name)
          values ('00000000-0000-7000-8000-000000000001', 'platform', 'platform', '平台')
        """
      ])
      #expect(try await initials(database) == "pt")
      let migrator = Migrator(database: database, logger: Logger(label: "migrator")) { () throws(MigrationError) in
        var folder = try ScriptFolder.bundled()
        folder.migrations.append(Script(name: "9999_again", text: ""))
        folder.definitions = folder.definitions.map { definition in
          guard definition.name == "directory/initial" else { return definition }
          let letters = "abcdefghjklmnopqrstwxyz"
          let text = definition.script.text.replacing("substr('\(letters)'", with: "substr('\(letters.uppercased())'")
          return Definition(Script(name: definition.name, text: text))
        }
        return folder
      }
      #expect(try await migrator.migrate() == ["9999_again"])
      #expect(try await initials(database) == "PT")
      #expect(try await migrator.check(skipping: ["006_durability"]) == [])
    }
  }

  @Test("Every function from which a stored column or an index is made names the columns to be written anew")
  func marked() async throws {
    let made = try await ScratchCluster.shared.withMigrated { database, _ in
      try await database.pipelined([Self.dependencies])[0].decode((String, String).self)
    }
    #expect(made.count == 10)
    let definitions = try ScriptFolder.bundled().definitions
    for (function, column) in made {
      let definition = definitions.first { $0.name == function }
      #expect(definition?.rewrites.contains(column) == true, "\(function) has to say -- Rewrites: \(column)")
    }
  }

  private func initials(_ database: Database) async throws -> String {
    try await database.pipelined(["select initials from directory.organization"])[0].single(String.self)
  }

  /// Functions of ours, also those that others of them call, with the columns that a stored column reads beside them.
  private static let dependencies: SQL = """
    with recursive made (function, relation, place, object) as (
      select d.refobjid, a.adrelid, a.adnum, a.oid from pg_depend as d
        join pg_attrdef as a on d.classid = 'pg_attrdef'::regclass and d.objid = a.oid
        where d.refclassid = 'pg_proc'::regclass
      union
      select d.refobjid, made.relation, made.place, made.object from made
        join pg_depend as d on d.classid = 'pg_proc'::regclass and d.objid = made.function
        where d.refclassid = 'pg_proc'::regclass
    )
    select distinct f.nspname || '/' || proname, format('%s.%s.%s', r.nspname, relname, attname)
      from made
      join pg_proc as p on p.oid = function join pg_namespace as f on f.oid = pronamespace and f.nspname !~ '^pg_'
      join pg_class as c on c.oid = relation join pg_namespace as r on r.oid = relnamespace
      join pg_depend as d on d.classid = 'pg_attrdef'::regclass and d.objid = object and d.refobjid = relation
        and d.refobjsubid not in (0, place)
      join pg_attribute on attrelid = relation and attnum = d.refobjsubid
    """
}
