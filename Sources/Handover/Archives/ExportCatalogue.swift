import Operations
import SQL
import Vault

/// Which tables and columns a hospital's archive holds: what the features say that they keep.
struct ExportCatalogue {
  let data: FeatureData

  /// The tables in the order of their names.
  func tables(_ transaction: borrowing JobTransaction) async throws -> [ExportTable] {
    try await transaction.rows(statement)
  }

  private func columns(
    of table: String, _ names: [String], _ types: [String], _ meanings: [String]
  ) -> [ExportTable.Column] {
    names.indices.compactMap { index in
      let sealed = data.sealed.first { $0.context.name == "\(table).\(names[index])" }
      guard types[index] != "bytea" || sealed?.isSecret == false else { return nil }
      return ExportTable.Column(name: names[index], type: types[index], meaning: meanings[index], sealed: sealed)
    }
  }

  /// `c` is the table, `n` its schema, `a` a column, `t` its type.
  private var shape: RowShape<ExportTable> {
    RowShape { row in
      let schema = try row["n.nspname::text", as: String.self]
      let table = try row["c.relname::text", as: String.self]
      let names = try row["array_agg(a.attname::text order by a.attnum)", as: [String].self]
      let types = try row["array_agg(t.typname::text order by a.attnum)", as: [String].self]
      let meanings = try row[
        "array_agg(coalesce(col_description(c.oid, a.attnum), '') order by a.attnum)", as: [String].self]
      let keys = try row[Self.key("k.attname"), as: [String].self]
      let keyTypes = try row[Self.key("y.typname"), as: [String].self]
      return ExportTable(
        schema: schema, table: table, columns: columns(of: "\(schema).\(table)", names, types, meanings),
        keys: zip(keys, keyTypes).map { ExportTable.Key(name: $0, type: $1) })
    }
  }

  /// Of the primary key without the tenant: names or types.
  private static func key(_ part: SQL) -> SQL {
    """
    array(select \(part)::text from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as key (number, place)
      join pg_attribute k on k.attrelid = c.oid and k.attnum = key.number join pg_type y on y.oid = k.atttypid
      where i.indrelid = c.oid and i.indisprimary and k.attname <> 'tenant_id' order by key.place)
    """
  }

  private var statement: Selection<ExportTable> {
    shape.select(
      from: """
        pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attname <> 'tenant_id'
        join pg_type t on t.oid = a.atttypid
        where c.relkind in ('r', 'p') and not c.relispartition
          and (n.nspname = any (\(data.schemas)) or n.nspname || '.' || c.relname = any (\(data.tables)))
          and n.nspname || '.' || c.relname <> all (\(data.withheldTables))
          and n.nspname || '.' || c.relname || '.' || a.attname <> all (\(data.withheldColumns))
          and has_column_privilege(c.oid, a.attnum, 'select')
        group by c.oid, n.nspname, c.relname order by n.nspname, c.relname
        """)
  }
}
