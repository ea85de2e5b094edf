import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Who held what on a day: what an inquiry asks afterwards. Own roles are shown with what they permitted then, built-in ones with what
/// this release gives them.
struct HeldOnDay: Query {
  static let name: StaticString = "access.heldOn"
  static let summary: StaticString = "Who held which role on a day, and what it permitted"
  static let access = Access.requires(.accessReview)
  static let audit = AuditRule.impersonal("administration")

  let date: CalendarDay
  var accountId: UUID?
  var page: PageRequest?

  static let descriptions = [
    "date": "The day, in the hospital's time zone", "accountId": "Of this account only",
    "page": "Which part of the list; its limit counts accounts",
  ]

  /// A role that somebody held on the day, if only for a part of it.
  struct Item: Codable, Sendable, Described {
    let accountId: UUID
    let username: String
    let displayName: String
    let role: String
    let departmentId: UUID?
    let isLent: Bool
    let validFrom: Date
    let validUntil: Date?
    let permissions: [RolePermission]

    static let descriptions = [
      "accountId": "The account", "username": "The part before the @", "displayName": "The person's name",
      "role": "The role", "departmentId": "The department that it was held for",
      "isLent": "Whether it was held as a substitute", "validFrom": "Since when it was held",
      "validUntil": "Until when; absent when it has no end",
      "permissions": "What it permitted at the end of that day",
    ]
  }

  typealias Output = PageOf<Item>

  static let example = Example(
    HeldOnDay(date: .sample, accountId: nil, page: nil),
    answers: PageOf(
      items: [
        Item(
          accountId: .sample(3), username: "office", displayName: "李敏", role: "own.medicalOffice",
          departmentId: nil, isLent: false, validFrom: Date(timeIntervalSince1970: 1_790_000_000), validUntil: nil,
          permissions: RolePermission.samples)
      ], nextCursor: nil))

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<PageOf<Item>> {
    let call = transaction.call
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name) \(date) \(accountId?.uuidString ?? "")"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 1)
    let start = call.start(of: date)
    let end = call.start(of: date.adding(days: 1))
    let only: SQL = accountId.map { "and a.account_id = \($0)" } ?? ""
    let accounts = try await transaction.rows(
      """
      select a.account_id, a.username, a.display_name from identity.account a
        where a.tenant_id = \(call.tenant) and a.username > \(position?[0] ?? "") and a.kind = 'person' \(only)
          and exists (select from identity.assignment g
            where g.tenant_id = a.tenant_id and g.account_id = a.account_id
              and tstzrange(g.valid_from, g.valid_until) && tstzrange(\(start), \(end)))
        order by a.username limit \(limit + 1)
      """)
    let people = try accounts.values((UUID, String, String).self)
    let shown = Array(people.prefix(limit))
    let held = try await AssignedRole.all(
      asOf: "\(end)",
      where: """
        g.account_id = any (\(shown.map(\.0))) and tstzrange(g.valid_from, g.valid_until) && tstzrange(\(start), \(end))
        """, transaction)
    let byAccount = Dictionary(grouping: held, by: \.account)
    let items = shown.flatMap { account, username, name in
      (byAccount[account] ?? []).map { held in
        Item(
          accountId: account, username: username, displayName: name, role: held.role.key,
          departmentId: held.department, isLent: held.isLent, validFrom: held.validFrom, validUntil: held.validUntil,
          permissions: RolePermission.list(held.role.grants))
      }
    }
    let cursor = people.count > limit ? shown.last.map { call.cursor(after: [$0.1], of: filter) } : nil
    return Audited(PageOf(items: items, nextCursor: cursor), count: items.count)
  }
}
