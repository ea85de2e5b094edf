import FoundationEssentials
import FrontPages
import JSONRPC
import Postgres
import SQL
import TestSupport

@testable import Operations

/// Identifiers that exist, an example of each kind: gathered from the catalogue, so that a new table's are among them by themselves.
struct KnownIdentifiers {
  /// By the name that parameters use: `taskId`, `departmentId`.
  private(set) var byName: [String: UUID] = [:]

  /// Of a whole hospital: every column of uuids of every table.
  init(of hospital: TestHospital, in region: TestRegion) async throws {
    let tenant = try await region.tenant(of: hospital)
    for column in try await Self.columns(region) {
      let rows = try await region.owner.pipelined([
        """
        select \(identifier: column.name) from \(identifier: column.schema).\(identifier: column.table)
          where tenant_id = \(tenant) and \(identifier: column.name) is not null limit 1
        """
      ])
      guard let id = try rows[0].first?.column(0, as: UUID.self) else { continue }
      if byName[column.parameter] == nil { byName[column.parameter] = id }
    }
    for name in ["organizationId", "hospitalId", "bureauId", "parentId"] { byName[name] = tenant }
  }

  /// Of one department's rows alone: whatever stands in a row whose departments are all this one, and its patients.
  init(of department: UUID, in region: TestRegion) async throws {
    let columns = try await Self.columns(region)
    for column in columns where ["discharges", "followup"].contains(column.schema) {
      let departments = columns.filter { $0.isSameTable(column) && $0.name.hasSuffix("department_id") }
      guard !departments.isEmpty, !column.parameter.hasSuffix("accountId") else { continue }
      var statement: SQL = """
        select \(identifier: column.name) from \(identifier: column.schema).\(identifier: column.table)
          where \(identifier: column.name) is not null
        """
      for other in departments { statement = statement + " and \(identifier: other.name) = \(department)" }
      let rows = try await region.owner.pipelined([statement + " limit 1"])
      guard let id = try rows[0].first?.column(0, as: UUID.self) else { continue }
      if byName[column.parameter] == nil { byName[column.parameter] = id }
    }
    if let patient = byName["patientId"] {
      let contacts = try await region.owner.pipelined([
        "select contact_id from discharges.contact where patient_id = \(patient) limit 1"
      ])
      byName["contactId"] = try contacts[0].first?.column(0, as: UUID.self)
    }
  }

  private struct Column {
    let schema: String
    let table: String
    let name: String

    /// `task_id` as parameters have it.
    var parameter: String {
      let words = name.split(separator: "_").map(String.init)
      return (words.prefix(1) + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }).joined()
    }

    func isSameTable(_ other: Column) -> Bool { schema == other.schema && table == other.table }
  }

  private static func columns(_ region: TestRegion) async throws -> [Column] {
    let rows = try await region.owner.pipelined([
      """
      select n.nspname::text, c.relname::text, a.attname::text
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('identity', 'directory', 'discharges', 'followup', 'operations') and c.relkind = 'r'
          and a.attnum > 0 and not a.attisdropped and a.atttypid = 'uuid'::regtype and a.attname <> 'tenant_id'
        order by 1, 2, 3
      """
    ])
    return try rows[0].decode((String, String, String).self).map { Column(schema: $0, table: $1, name: $2) }
  }
}
