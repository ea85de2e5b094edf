import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// The certificate of a removal: what went, when, by whom, and which archive the hospital took before.
struct ReadCertificate: Query {
  static let name: StaticString = "hospital.removal.certificate"
  static let summary: StaticString =
    "The certificate of a hospital's removal: what went, when, by whom, and the hash of its last archive"
  static let access = Access.requires(.hospitalRemove)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = ["organizationId": "The hospital that was removed"]

  let organizationId: UUID

  /// What can be said of a hospital that is no more.
  struct Output: Codable, Sendable, Described {
    let organizationId: UUID
    let code: String
    let name: String
    let removableFrom: CalendarDay
    let requestId: UUID
    let requestedBy: String
    let requestedAt: Date
    let approvedBy: String
    let approvedAt: Date
    let begunAt: Date
    let removedAt: Date
    let rows: Int
    let tables: [RemovedTable]
    let lastArchive: LastArchive?
    static let descriptions = [
      "organizationId": "The hospital", "code": "Its code", "name": "Its name",
      "removableFrom": "When the waiting period was over", "requestId": "The request, as the trail names it",
      "requestedBy": "Who asked for the removal", "requestedAt": "When", "approvedBy": "Who approved it",
      "approvedAt": "When", "begunAt": "When the first rows went, and with them the data keys",
      "removedAt": "When the last row went", "rows": "How many rows went in all", "tables": "How many of which table",
      "lastArchive": "The last archive that the hospital took before; absent when it never did",
    ]
  }

  static let example = Example(
    ReadCertificate(organizationId: CreateExport.sampleID),
    answers: Output(
      organizationId: CreateExport.sampleID, code: "49557184-0", name: "泗河市第一人民医院", removableFrom: .sample,
      requestId: CreateExport.sampleID, requestedBy: "周建国",
      requestedAt: Date(timeIntervalSince1970: 1_763_400_000), approvedBy: "吴秀英",
      approvedAt: Date(timeIntervalSince1970: 1_763_486_400), begunAt: Date(timeIntervalSince1970: 1_763_486_401),
      removedAt: Date(timeIntervalSince1970: 1_763_486_431), rows: 30_291, tables: RemovedTable.samples,
      lastArchive: .sample))

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<Output> {
    let tenant = transaction.call.tenant
    try await Hospital.require(organizationId, transaction)
    let tables = try await transaction.rows(
      RemovedTable.shape(rows: "r.removed").select(
        from: """
          handover.removal r
          where r.tenant_id = \(tenant) and r.organization_id = \(organizationId) order by r.table_name
          """))
    let found = try await transaction.rows(
      certificate(of: tables).select(
        from: """
          handover.removal_request q
          join directory.organization o on o.tenant_id = q.organization_id
          join identity.account a on a.tenant_id = q.tenant_id and a.account_id = q.requested_by
          join identity.account b on b.tenant_id = q.tenant_id and b.account_id = q.decided_by
          where q.tenant_id = \(tenant) and q.organization_id = \(organizationId) and q.status = 'removed'
          """))
    guard let certificate = found.first else {
      throw Failure.state(
        "organizationId", "notRemoved",
        LocalizedText(
          chinese: "该医院的数据尚未删除完毕，没有删除证明", english: "the hospital isn't removed, so there is no certificate yet"))
    }
    return Audited(certificate, count: 1)
  }

  /// `q` is the request, `o` the hospital, `a` who asked, `b` who approved.
  private func certificate(of tables: [RemovedTable]) -> RowShape<Output> {
    RowShape { row in
      Output(
        organizationId: organizationId,
        code: try row["o.code"],
        name: try row["o.name"],
        removableFrom: try row["o.removable_from"],
        requestId: try row["q.request_id"],
        requestedBy: try row["a.display_name"],
        requestedAt: try row["q.created_at"],
        approvedBy: try row["b.display_name"],
        approvedAt: try row["q.decided_at"],
        begunAt: try row["q.begun_at"],
        removedAt: try row["q.finished_at"],
        rows: tables.reduce(0) { $0 + $1.rows },
        tables: tables,
        lastArchive: try row.optional { row in
          LastArchive(
            sha256: Hexadecimal.text(try row["q.archive_sha256"]),
            approvedAt: try row["q.archive_approved_at"],
            rows: try row["q.archive_rows"],
            bytes: try row["q.archive_bytes"],
            downloadedAt: try row["q.archive_downloaded_at"])
        })
    }
  }
}
