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
      Account.shape.select(
        from: """
          identity.account a
          where a.tenant_id = \(call.tenant) and a.username > \(position?[0] ?? "") and (a.status = 'active' or \(all))
            and a.kind = 'person'
          order by a.username limit \(limit + 1)
          """), limit: limit
    ) {
      call.cursor(after: [$0.username], of: filter)
    }
  }
}
