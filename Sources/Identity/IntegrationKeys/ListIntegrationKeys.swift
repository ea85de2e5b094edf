import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// The keys of the hospital's own systems, without their secrets, which nobody can show again.
struct ListIntegrationKeys: PipelinedQuery {
  static let name: StaticString = "integrationKey.list"
  static let summary: StaticString = "The keys of the hospital's own systems, without their secrets"
  static let access = Access.requires(.integrationKeyManage)
  static let audit = AuditRule.impersonal("administration")

  var includeEnded: Bool?
  var page: PageRequest?

  static let descriptions = [
    "includeEnded": "True for revoked and expired ones as well", "page": "Which part of the list",
  ]

  typealias Output = PageOf<IntegrationKey>

  static let example = Example(
    ListIntegrationKeys(includeEnded: nil, page: nil),
    answers: PageOf(items: [IntegrationKey.sample], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<IntegrationKey>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name) \(includeEnded ?? false)"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 1)?.first.flatMap(UUID.init(uuidString:))
    let after: SQL = position.map { "and k.key_id > \($0)" } ?? ""
    let running: SQL = includeEnded ?? false ? "" : "and k.revoked_at is null and k.expires_at > now()"
    return .page(
      IntegrationKey.shape.select(
        from: """
          identity.integration_key k
          where k.tenant_id = \(call.tenant) \(running) \(after)
          order by k.key_id limit \(limit + 1)
          """), limit: limit
    ) {
      call.cursor(after: [$0.keyId.uuidString], of: filter)
    }
  }
}
