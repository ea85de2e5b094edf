import FoundationEssentials
import Operations
import SQL
import Vault

/// A file of the archive: a table of the hospital's, with the columns that go into it.
///
/// Which tables and columns there are is read from the database's catalogue: a new one goes with the others. Left out are bytes that
/// aren't sealed values (indexes to search by, fingerprints), the tenant's number, and what only this service needs to let people in.
struct ExportTable: Sendable {
  let schema: String
  let table: String
  let columns: [Column]
  /// What it is ordered by, the primary key without the tenant.
  let keys: [Key]

  /// A column and what it means.
  struct Column: Sendable {
    let name: String
    let type: String
    let meaning: String
    /// Opened on the way out.
    let sealed: SealedColumn?
  }

  struct Key: Sendable {
    let name: String
    let type: String
  }

  /// The file's name in the archive.
  var fileName: String { "\(schema)/\(table).csv" }

  /// Whose data a row holds, by the surrogate that the trail knows.
  var subject: SQL {
    func has(_ name: String) -> Bool { columns.contains { $0.name == name } }
    if has("subject_id") { return "t.subject_id" }
    if has("patient_id") {
      return """
        (select p.subject_id from discharges.patient p where p.tenant_id = t.tenant_id and p.patient_id = t.patient_id)
        """
    }
    if has("discharge_id") {
      return """
        (select p.subject_id from discharges.discharge d
          join discharges.patient p on p.tenant_id = d.tenant_id and p.patient_id = d.patient_id
          where d.tenant_id = t.tenant_id and d.discharge_id = t.discharge_id)
        """
    }
    guard has("task_id") else { return "null::uuid" }
    return """
      (select p.subject_id from followup.task k
        join discharges.patient p on p.tenant_id = k.tenant_id and p.patient_id = k.patient_id
        where k.tenant_id = t.tenant_id and k.task_id = t.task_id)
      """
  }

  /// A page of rows.
  func page(tenant: UUID, after position: [String]?, limit: Int) -> Selection<ArchiveRow> {
    var rest: SQL = "\(identifier: schema).\(identifier: table) t where t.tenant_id = \(tenant)"
    if let position, !keys.isEmpty {
      rest += " and (\(Self.list(keys.map { "t.\(identifier: $0.name)" }))) > ("
      rest += Self.list(zip(keys, position).map { "\($1)::text::\(identifier: $0.type)" })
      rest += ")"
    }
    if !keys.isEmpty { rest += " order by \(Self.list(keys.map { "t.\(identifier: $0.name)" }))" }
    return shape.select(from: rest + " limit \(limit)")
  }

  /// The key as text, then the columns as text, sealed ones as they are.
  private var shape: RowShape<ArchiveRow> {
    RowShape { row in
      ArchiveRow(
        subject: try row[subject],
        key: try keys.map { try row["t.\(identifier: $0.name)::text"] },
        cells: try columns.map { column in
          guard let sealed = column.sealed else {
            return .plain(try row["t.\(identifier: column.name)::text"])
          }
          return .sealed(try row["t.\(identifier: column.name)"], sealed)
        })
    }
  }

  private static func list(_ parts: [SQL]) -> SQL {
    var whole: SQL = ""
    for (index, part) in parts.enumerated() { whole += index == 0 ? part : ", \(part)" }
    return whole
  }
}

/// A row on its way into a file.
struct ArchiveRow: Sendable {
  /// Whose data it is; nil where it is nobody's.
  let subject: UUID?
  let key: [String]
  let cells: [Cell]

  /// A value, opened on the way out where it is sealed.
  enum Cell: Sendable {
    case plain(String?)
    case sealed(SealedText?, SealedColumn)
  }
}

extension SQL {
  fileprivate static func + (left: SQL, right: SQL) -> SQL {
    var whole = left
    whole += right
    return whole
  }
}
