import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

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
    let tables = try await transaction.rows(
      RemovedTable.shape(rows: "r.row_count").select(from: "handover.count_rows(\(organizationId)) as r"))
    let archives = try await transaction.rows(
      Self.lastArchive.select(from: "handover.last_archive(\(organizationId)) as x"))
    return Audited(
      Output(
        code: hospital.code, name: hospital.name, removableFrom: hospital.removableFrom, isRemoved: hospital.isRemoved,
        rows: tables.reduce(0) { $0 + $1.rows }, tables: tables, lastArchive: archives.first),
      count: tables.count)
  }

  /// `x` is the archive.
  private static let lastArchive = RowShape { row in
    LastArchive(
      sha256: Hexadecimal.text(try row["x.sha256"]),
      approvedAt: try row["x.approved_at"],
      rows: try row["x.row_count"],
      bytes: try row["x.byte_count"],
      downloadedAt: try row["x.downloaded_at"])
  }
}
