import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// What a removal would take, counted; and whether the hospital has fetched its archive.
struct PreviewRemoval: Query {
  static let name: StaticString = "hospital.removal.preview"
  static let summary: StaticString =
    "Counts what is held of a hospital, table by table, and names the last archive that it took"
  static let access = Access.requires(.hospitalRemove)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = ["organizationId": "The hospital"]

  let organizationId: UUID

  /// Counts, no more.
  struct Output: Codable, Sendable, Described {
    let code: String
    let name: String
    let removableFrom: CalendarDay?
    let isRemoved: Bool
    let rows: Int
    let tables: [RemovedTable]
    let lastArchive: LastArchive?
    static let descriptions = [
      "code": "The hospital's code", "name": "Its name",
      "removableFrom": "From when on it may be removed; absent while its contract runs",
      "isRemoved": "Whether it is removed already", "rows": "How many rows a removal takes in all",
      "tables": "How many of which table; the organization's own row and the audit trail stay",
      "lastArchive": "The last archive that the hospital took; absent when it never did",
    ]
  }

  static let example = Example(
    PreviewRemoval(organizationId: CreateExport.sampleID),
    answers: Output(
      code: "49557184-0", name: "泗河市第一人民医院", removableFrom: .sample, isRemoved: false, rows: 30_291,
      tables: RemovedTable.samples, lastArchive: .sample))

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<Output> {
    let hospital = try await Hospital.require(organizationId, transaction)
    let tables = try await transaction.rows("select table_name, row_count from handover.count_rows(\(organizationId))")
      .read(RemovedTable.init)
    let archives = try await transaction.rows(
      "select sha256, approved_at, row_count, byte_count, downloaded_at from handover.last_archive(\(organizationId))"
    ).read(LastArchive.init)
    return Audited(
      Output(
        code: hospital.code, name: hospital.name, removableFrom: hospital.removableFrom, isRemoved: hospital.isRemoved,
        rows: tables.reduce(0) { $0 + $1.rows }, tables: tables, lastArchive: archives.first ?? nil),
      count: tables.count)
  }
}
