import FoundationEssentials
import Operations
import SQL

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

  /// A page of rows: whose data, the key as text, then the columns, sealed ones as they are.
  func page(tenant: UUID, after position: [String]?, limit: Int) -> SQL {
    var statement: SQL = "select \(subject)"
    for key in keys { statement += ", t.\(identifier: key.name)::text" }
    for column in columns {
      statement += column.sealed == nil ? ", t.\(identifier: column.name)::text" : ", t.\(identifier: column.name)"
    }
    statement += " from \(identifier: schema).\(identifier: table) t where t.tenant_id = \(tenant)"
    if let position, !keys.isEmpty {
      statement += " and (\(Self.list(keys.map { "t.\(identifier: $0.name)" }))) > ("
      statement += Self.list(zip(keys, position).map { "\($1)::text::\(identifier: $0.type)" })
      statement += ")"
    }
    if !keys.isEmpty { statement += " order by \(Self.list(keys.map { "t.\(identifier: $0.name)" }))" }
    return statement + " limit \(limit)"
  }

  private static func list(_ parts: [SQL]) -> SQL {
    var whole: SQL = ""
    for (index, part) in parts.enumerated() { whole += index == 0 ? part : ", \(part)" }
    return whole
  }
}

extension SQL {
  fileprivate static func + (left: SQL, right: SQL) -> SQL {
    var whole = left
    whole += right
    return whole
  }
}
