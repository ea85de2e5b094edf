import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// The archives that were asked for, and what became of them.
struct ListExports: PipelinedQuery {
  static let name: StaticString = "hospital.export.list"
  static let summary: StaticString = "The archives that were asked for in the caller's hospital and what became of them"
  static let access = Access.requires(.hospitalExportRead)
  static let audit = AuditRule.personal("export")
  static let descriptions: [String: String] = [:]

  /// The newest hundred: a hospital asks for one once in years.
  struct Output: Codable, Sendable, Described {
    let items: [Export]
    static let descriptions = ["items": "The archives, newest first; the last hundred"]
  }

  /// An archive.
  struct Export: Codable, Sendable, Described {
    let exportId: UUID
    let status: Status
    let reason: String
    let requestedBy: String
    let approvedBy: String?
    let createdAt: Date
    let jobId: UUID?
    let rows: Int
    let bytes: Int
    let sha256: String?
    let downloadedAt: Date?
    let expiresAt: Date?

    /// How far it has come.
    enum Status: String, Codable, Sendable, CaseIterable, JSONSchemaProviding, SQLDecodable {
      case requested, approved, ready, discarded
    }

    static let descriptions = [
      "exportId": "The archive", "status": "requested, approved (being written), ready or discarded",
      "reason": "Why it was asked for", "requestedBy": "Who asked for it", "approvedBy": "Who approved it",
      "createdAt": "When it was asked for", "jobId": "The job that writes it", "rows": "How many rows it holds",
      "bytes": "How long the encrypted file is", "sha256": "SHA-256 of the encrypted file in hexadecimal",
      "downloadedAt": "When it was last fetched", "expiresAt": "When it is discarded",
    ]
  }

  static let example = Example(
    ListExports(),
    answers: Output(items: [
      Export(
        exportId: CreateExport.sampleID, status: .requested, reason: "合同到期，数据交接", requestedBy: "陈志远",
        approvedBy: nil, createdAt: Date(timeIntervalSince1970: 1_790_000_000), jobId: nil, rows: 0, bytes: 0,
        sha256: nil, downloadedAt: nil, expiresAt: nil)
    ]))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output> {
    ReadPlan(
      Export.shape.select(
        from: """
          handover.export x
          join identity.account a on a.tenant_id = x.tenant_id and a.account_id = x.requested_by
          left join identity.account b on b.tenant_id = x.tenant_id and b.account_id = x.approved_by
          where x.tenant_id = \(call.tenant) order by x.created_at desc, x.export_id limit 100
          """), lane: .list
    ) { Output(items: $0.items) }
  }
}

extension ListExports.Export {
  /// `x` is the archive, `a` who asked for it, `b` who approved.
  static let shape = PersonalShape(of: "x.requested_by") { row in
    Self(
      exportId: try row["x.export_id"],
      status: try row["x.status"],
      reason: try row.opened("x.reason", .exportReason),
      requestedBy: try row["a.display_name"],
      approvedBy: try row["b.display_name"],
      createdAt: try row["x.created_at"],
      jobId: try row["x.job_id"],
      rows: try row["x.row_count"],
      bytes: try row["case when x.sha256 is not null then x.byte_count + 16 else 0 end"],
      sha256: try row["x.sha256", as: [UInt8]?.self].map(Hexadecimal.text),
      downloadedAt: try row["x.downloaded_at"],
      expiresAt: try row["x.expires_at"])
  }
}
