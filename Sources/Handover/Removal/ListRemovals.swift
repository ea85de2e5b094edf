import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// The removals that were asked for, who asked, who decided, and how far they are.
struct ListRemovals: PipelinedQuery {
  static let name: StaticString = "hospital.removal.list"
  static let summary: StaticString = "The removals that were asked for and what became of them, newest first"
  static let access = Access.requires(.hospitalRemove)
  static let audit = AuditRule.personal("administration")
  static let descriptions = ["page": "Which part of the list"]

  var page: PageRequest?

  typealias Output = PageOf<Removal>

  /// A removal.
  struct Removal: Codable, Sendable, Described {
    let requestId: UUID
    let organizationId: UUID
    let organizationCode: String
    let organizationName: String
    let status: Status
    let reason: String
    let requestedBy: String
    let createdAt: Date
    let expiresAt: Date
    let decidedBy: String?
    let decidedAt: Date?
    let jobId: UUID?
    let finishedAt: Date?

    /// How far it has come.
    enum Status: String, Codable, Sendable, CaseIterable, JSONSchemaProviding, SQLDecodable {
      case requested, withdrawn, refused, expired, approved, removing, removed
    }

    static let descriptions = [
      "requestId": "The request", "organizationId": "The hospital", "organizationCode": "Its code",
      "organizationName": "Its name",
      "status": "requested, withdrawn, refused, expired, approved (its job waits), removing or removed",
      "reason": "Why it was asked for", "requestedBy": "Who asked for it", "createdAt": "When it was asked for",
      "expiresAt": "Until when it may be approved", "decidedBy": "Who approved, refused or withdrew it",
      "decidedAt": "When", "jobId": "The job that removes", "finishedAt": "When the last row was removed",
    ]
  }

  static let example = Example(
    ListRemovals(page: nil),
    answers: PageOf(
      items: [
        Removal(
          requestId: CreateExport.sampleID, organizationId: CreateExport.sampleID, organizationCode: "49557184-0",
          organizationName: "泗河市第一人民医院", status: .requested, reason: "合同到期，等待期已满", requestedBy: "周建国",
          createdAt: Date(timeIntervalSince1970: 1_763_400_000), expiresAt: Date(timeIntervalSince1970: 1_764_004_800),
          decidedBy: nil, decidedAt: nil, jobId: nil, finishedAt: nil)
      ], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "hospital.removal.list"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 1)
    let before = position.flatMap { UUID(uuidString: $0[0]) }
    return .page(
      Removal.shape.select(
        from: """
          handover.removal_request q
          join directory.organization o on o.tenant_id = q.organization_id
          join identity.account a on a.tenant_id = q.tenant_id and a.account_id = q.requested_by
          left join identity.account b on b.tenant_id = q.tenant_id and b.account_id = q.decided_by
          where q.tenant_id = \(call.tenant) and (\(before)::uuid is null or q.request_id < \(before)::uuid)
          order by q.request_id desc limit \(limit + 1)
          """), limit: limit
    ) {
      call.cursor(after: [$0.requestId.uuidString], of: filter)
    }
  }
}

extension ListRemovals.Removal {
  /// `q` is the request, `o` the hospital, `a` who asked, `b` who decided.
  static let shape = PersonalShape(of: "q.requested_by") { row in
    Self(
      requestId: try row["q.request_id"],
      organizationId: try row["q.organization_id"],
      organizationCode: try row["o.code"],
      organizationName: try row["o.name"],
      status: try row["case when q.status = 'requested' and q.expires_at <= now() then 'expired' else q.status end"],
      reason: try row.opened("q.reason", .removalReason),
      requestedBy: try row["a.display_name"],
      createdAt: try row["q.created_at"],
      expiresAt: try row["q.expires_at"],
      decidedBy: try row["b.display_name"],
      decidedAt: try row["q.decided_at"],
      jobId: try row["q.job_id"],
      finishedAt: try row["q.finished_at"])
  }
}
