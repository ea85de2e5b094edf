import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// The accounts of the caller's hospital.
struct ListAccounts: PipelinedQuery {
  static let name: StaticString = "account.list"
  static let summary: StaticString = "The accounts of the caller's hospital with the roles held now"
  static let access = Access.requires(.accountRead)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = PageOf<Account>
  static let descriptions = [
    "page": "Which part of the list",
    "includesDeactivated": "Whether deactivated accounts are listed too; not when left out",
  ]

  var page: PageRequest?
  var includesDeactivated: Bool?

  static let example = Example(
    ListAccounts(page: nil, includesDeactivated: nil),
    answers: PageOf(
      items: [
        Account(
          id: .sample(3), username: "li.min", displayName: "李敏", roles: ["wardNurse"], status: "active",
          isLocked: false, hasOneTimeCode: false)
      ],
      nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<Account>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let all = includesDeactivated ?? false
    let filter = all ? "account.list all" : "account.list"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 1)
    return .page(
      """
      select null::uuid as subject, a.account_id, a.username, a.display_name,
          coalesce((select array_agg(distinct g.role order by g.role) from access.assignment g
            where g.tenant_id = a.tenant_id and g.account_id = a.account_id
              and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())), '{}') as roles,
          a.status, coalesce(a.locked_until > now(), false), a.totp_secret is not null
        from access.account a
        where a.tenant_id = \(call.tenant) and a.username > \(position?[0] ?? "") and (a.status = 'active' or \(all))
          and a.kind = 'person'
        order by a.username limit \(limit + 1)
      """, limit: limit
    ) { row, _ in
      var reader = RowReader(row)
      _ = try reader.next(UUID?.self)
      return Account(
        id: try reader.next(), username: try reader.next(), displayName: try reader.next(), roles: try reader.next(),
        status: try reader.next(), isLocked: try reader.next(), hasOneTimeCode: try reader.next())
    } cursor: {
      call.cursor(after: [$0.username], of: filter)
    }
  }
}
