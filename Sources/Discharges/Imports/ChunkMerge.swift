import FoundationEssentials
import FrontPages
import Operations
import Postgres
import SQL
import Vault

/// Brings a chunk's new and changed rows into the tables: sealed, streamed into temporary tables, merged as sets.
struct ChunkMerge: Sendable {
  private let rows: ChunkRows
  private let importID: UUID
  private let reader: FrontPageReader

  init(_ rows: ChunkRows, _ importID: UUID, _ reader: FrontPageReader) {
    self.rows = rows
    self.importID = importID
    self.reader = reader
  }

  /// - Returns: whose data the chunk touched.
  func run(_ transaction: borrowing JobTransaction) async throws -> [UUID] {
    try await storeRejections(transaction)
    guard !(rows.new.isEmpty && rows.changed.isEmpty) else { return [] }
    for statement in IncomingTables.creation { try await transaction.rows(statement) }
    try await copy(transaction)
    let merge = ChunkMergeSQL(tenant: transaction.tenant, importID: importID)
    for statement in merge.statements + merge.families(rows, transaction.sealer) {
      try await transaction.rows(statement)
    }
    try await transaction.shared { shared in
      for effects in shared.effects((any PatientEffects).self) {
        try await effects.importApplied(
          shared, new: "select discharge_id from incoming where is_new",
          changed: "select discharge_id from incoming where not is_new")
      }
    }
    let subjects = try await transaction.rows(
      """
      select p.subject_id from discharges.patient p
        where p.tenant_id = \(transaction.tenant) and p.patient_id = any (array(select patient_id from incoming))
      """)
    try await IncomingTables.drop(transaction)
    return try subjects.decode(UUID.self)
  }

  /// Everything is sealed, indexed and written as it is sent before the server is asked to take it: it never waits for a cipher.
  private func copy(_ transaction: borrowing JobTransaction) async throws {
    let finished = await IncomingBuffers(rows, transaction.sealer)
    _ = try await transaction.copyIn(IncomingTables.copyRows) { writer in
      for piece in finished.rows { try await writer.write(piece) }
    }
    _ = try await transaction.copyIn(IncomingTables.copyContacts) { writer in
      for piece in finished.contacts { try await writer.write(piece) }
    }
    try await transaction.rows(IncomingTables.statistics)
  }

  private func storeRejections(_ transaction: borrowing JobTransaction) async throws {
    guard !rows.rejections.isEmpty else { return }
    let rejected = rows.rejections.map { RejectedRow(rejection: $0, cells: reader.cells(ofRow: $0.rowNumber)) }
    let violations = try rejected.map { try $0.violations(reader.header) }
    let cells = try rejected.map { try $0.sealed(of: importID, transaction.sealer) }
    try await transaction.rows(
      """
      insert into discharges.import_rejection (tenant_id, import_id, row_number, line_number, violations, cells)
      select \(transaction.tenant), \(importID), row_number, line_number, violations::jsonb, cells
        from unnest(\(rows.rejections.map(\.rowNumber)), \(rows.rejections.map(\.lineNumber)), \(violations), \(cells))
          as rejected (row_number, line_number, violations, cells)
      on conflict do nothing
      """)
  }
}
