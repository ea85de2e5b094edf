import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// The effective matrix: what everybody may do now, how far, and by which role. For the review that must look at all of it.
struct AccessMatrix: Query {
  static let name: StaticString = "access.matrix"
  static let summary: StaticString = "What everybody may do now, how far and by which role, account by account"
  static let access = Access.requires(.accessReview)
  static let audit = AuditRule.impersonal("administration")

  var permission: Permission?
  var accountId: UUID?
  var page: PageRequest?

  static let descriptions = [
    "permission": "Only who holds this one", "accountId": "Of this account only",
    "page": "Which part of the list; with a permission a page may hold fewer accounts than asked for",
  ]

  /// An account and what it may do.
  struct Item: Codable, Sendable, Described {
    let accountId: UUID
    let username: String
    let displayName: String
    let permissions: [Entry]

    static let descriptions = [
      "accountId": "The account", "username": "The part before the @", "displayName": "The person's name",
      "permissions": "What the account may do now",
    ]
  }

  /// A permission, and whence it comes.
  struct Entry: Codable, Sendable, Described {
    let permission: Permission
    let scope: Scope
    let role: String
    let departmentId: UUID?
    let isLent: Bool
    let validUntil: Date?

    static let descriptions = [
      "permission": "What", "scope": "How far", "role": "By which role",
      "departmentId": "The department that the role is held for", "isLent": "Whether the role is held as a substitute",
      "validUntil": "When the role ends by itself",
    ]
  }

  typealias Output = PageOf<Item>

  static let example = Example(
    AccessMatrix(permission: .patientReveal, accountId: nil, page: nil),
    answers: PageOf(
      items: [
        Item(
          accountId: .sample(3), username: "li.min", displayName: "李敏",
          permissions: [
            Entry(
              permission: .patientReveal, scope: .department, role: "wardNurse", departmentId: .sample(3),
              isLent: false, validUntil: nil)
          ])
      ], nextCursor: nil))

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<PageOf<Item>> {
    let call = transaction.call
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name) \(permission?.rawValue ?? "") \(accountId?.uuidString ?? "")"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 1)
    let only: SQL = accountId.map { "and account_id = \($0)" } ?? ""
    let accounts = try await transaction.rows(
      """
      select account_id, username, display_name from identity.account
        where tenant_id = \(call.tenant) and username > \(position?[0] ?? "") and status = 'active' and kind = 'person' \(only)
        order by username limit \(limit + 1)
      """)
    let people = try accounts.values((UUID, String, String).self)
    let shown = Array(people.prefix(limit))
    let held = try await AssignedRole.all(
      asOf: "now()",
      where: """
        g.account_id = any (\(shown.map(\.0))) and g.valid_from <= now()
          and (g.valid_until is null or g.valid_until > now())
        """, transaction)
    let byAccount = Dictionary(grouping: held, by: \.account)
    let items = shown.map { account, username, name in
      Item(
        accountId: account, username: username, displayName: name,
        permissions: (byAccount[account] ?? []).flatMap(entries))
    }
    let cursor = people.count > limit ? shown.last.map { call.cursor(after: [$0.1], of: filter) } : nil
    return Audited(
      PageOf(items: permission == nil ? items : items.filter { !$0.permissions.isEmpty }, nextCursor: cursor),
      count: items.count)
  }

  private func entries(_ held: AssignedRole) -> [Entry] {
    RolePermission.list(held.role.grants).filter { permission == nil || $0.permission == permission }.map {
      Entry(
        permission: $0.permission, scope: $0.scope, role: held.role.key, departmentId: held.department,
        isLent: held.isLent, validUntil: held.validUntil)
    }
  }
}
