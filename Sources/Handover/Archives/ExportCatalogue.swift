import Operations
import SQL
import Vault

/// Which tables and columns a hospital's archive holds.
enum ExportCatalogue {
  /// Schemas whose tables are the hospital's own, whole.
  static let schemas = ["directory", "discharges", "followup"]
  /// Tables beside them: who the people were and what they held.
  static let tables = [
    "identity.account", "identity.assignment", "identity.role", "identity.role_permission", "identity.substitution",
    "identity.integration_key", "identity.notice",
  ]
  /// Tables of those schemas that don't go: the files that the hospital sent itself.
  static let withheldTables = ["discharges.import_part"]
  /// Columns that let people in, the service's own counters, and rows that were never taken: the hospital has the files.
  static let withheldColumns = [
    "discharges.import_rejection.cells",
    "identity.account.password_hash", "identity.account.totp_last_step", "identity.account.failures",
    "identity.account.locked_until", "identity.account.grants_version", "identity.account.pending_totp_failures",
  ]

  /// The tables in the order of their names.
  static func tables(_ transaction: borrowing JobTransaction) async throws -> [ExportTable] {
    try await transaction.rows(statement).map { row in
      let (schema, table, names, types, meanings, keys, keyTypes) = try row.decode(
        (String, String, [String], [String], [String], [String], [String]).self)
      var columns: [ExportTable.Column] = []
      for (index, name) in names.enumerated() {
        let sealed = SealedColumn.allCases.first { $0.context.name == "\(schema).\(table).\(name)" }
        guard types[index] != "bytea" || (sealed != nil && sealed != .oneTimeSecret) else { continue }
        columns.append(
          ExportTable.Column(name: name, type: types[index], meaning: meanings[index], sealed: sealed))
      }
      return ExportTable(
        schema: schema, table: table, columns: columns,
        keys: zip(keys, keyTypes).map { ExportTable.Key(name: $0, type: $1) })
    }
  }

  private static let statement: SQL = """
    select n.nspname::text, c.relname::text, array_agg(a.attname::text order by a.attnum),
        array_agg(t.typname::text order by a.attnum),
        array_agg(coalesce(col_description(c.oid, a.attnum), '') order by a.attnum),
        array(select k.attname::text from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as key (number, place)
          join pg_attribute k on k.attrelid = c.oid and k.attnum = key.number
          where i.indrelid = c.oid and i.indisprimary and k.attname <> 'tenant_id' order by key.place),
        array(select y.typname::text from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as key (number, place)
          join pg_attribute k on k.attrelid = c.oid and k.attnum = key.number join pg_type y on y.oid = k.atttypid
          where i.indrelid = c.oid and i.indisprimary and k.attname <> 'tenant_id' order by key.place)
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attname <> 'tenant_id'
      join pg_type t on t.oid = a.atttypid
      where c.relkind in ('r', 'p') and not c.relispartition
        and (n.nspname = any (\(schemas)) or n.nspname || '.' || c.relname = any (\(tables)))
        and n.nspname || '.' || c.relname <> all (\(withheldTables))
        and n.nspname || '.' || c.relname || '.' || a.attname <> all (\(withheldColumns))
        and has_column_privilege(c.oid, a.attnum, 'select')
      group by c.oid, n.nspname, c.relname order by n.nspname, c.relname
    """
}
