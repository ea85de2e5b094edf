import Postgres
import SQL

extension Migrator {
  /// The functions of the database are those of the files and no others: one that a file no longer makes, because its parameters have
  /// changed or the file is gone, would stay callable with the grants that it had.
  static func requireFunctions(of definitions: [Definition], in transaction: borrowing Transaction) async throws {
    let rows = try await transaction.run(
      """
      select nspname || '.' || proname, count(*)
        from pg_proc as p join pg_namespace as n on n.oid = pronamespace
        where nspname !~ '^pg_' and nspname <> 'information_schema' and not exists (
          select from pg_depend where classid = 'pg_proc'::regclass and objid = p.oid and deptype = 'e')
        group by 1
      """)
    let found = Dictionary(uniqueKeysWithValues: try rows.decode((String, Int).self))
    var defined: [String: Int] = [:]
    for definition in definitions {
      if let function = definition.function { defined[function] = definition.count }
    }
    for name in Set(found.keys).union(defined.keys).sorted() where found[name] != defined[name] {
      throw MigrationError.functionsDiffer(name: name, inFile: defined[name] ?? 0, inDatabase: found[name] ?? 0)
    }
  }

  /// Has the bodies of all functions looked at, as PostgreSQL does when it makes one.
  static func validateFunctions(in transaction: borrowing Transaction) async throws {
    try await run(validation, in: transaction)
  }

  private static let validation = Script(
    name: "functions",
    text: """
      do $$
      declare
        made record;
      begin
        for made in
          select p.oid, lanname from pg_proc as p
            join pg_namespace as n on n.oid = pronamespace join pg_language as l on l.oid = prolang
            where nspname !~ '^pg_' and nspname <> 'information_schema' and lanname in ('plpgsql', 'sql')
        loop
          begin
            if made.lanname = 'sql' then
              perform fmgr_sql_validator(made.oid);
            else
              perform plpgsql_validator(made.oid);
            end if;
          exception when others then
            raise exception using errcode = sqlstate, message = format('%s: %s', made.oid::regprocedure, sqlerrm);
          end;
        end loop;
      end
      $$
      """)
}
