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
    return ReadPlan(
      """
      select null::uuid as subject, k.key_id, k.account_id, k.name, k.permissions, k.allowed_addresses::text[],
          k.created_at, k.expires_at, k.revoked_at, k.last_used_at,
          (select max(s.valid_until) from access.integration_secret s
            where s.tenant_id = k.tenant_id and s.key_id = k.key_id and s.valid_until > now()) as overlap_until,
          k.calls_per_second, k.version
        from access.integration_key k
        where k.tenant_id = \(call.tenant) \(running) \(after)
        order by k.key_id limit \(limit + 1)
      """, lane: .list
    ) { rows, _ in
      let items = try rows.map(Self.key)
      let shown = Array(items.prefix(limit))
      let cursor = items.count > limit ? shown.last.map { call.cursor(after: [$0.keyId.uuidString], of: filter) } : nil
      return PageOf(items: shown, nextCursor: cursor)
    }
  }

  private static func key(_ row: Row) throws -> IntegrationKey {
    var reader = RowReader(row)
    _ = try reader.next(UUID?.self)
    return IntegrationKey(
      keyId: try reader.next(), accountId: try reader.next(), name: try reader.next(), permissions: try reader.next(),
      allowedAddresses: try reader.next(), createdAt: try reader.next(), expiresAt: try reader.next(),
      revokedAt: try reader.next(Date?.self), lastUsedAt: try reader.next(Date?.self),
      overlapUntil: try reader.next(Date?.self),
      callsPerSecond: try reader.next(Int?.self), version: try reader.next())
  }
}
