import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// The permissions that there are, what each means, and whether a hospital may put it into a role of its own.
struct ListPermissions: Query {
  static let name: StaticString = "permission.list"
  static let summary: StaticString =
    "What permissions there are, and which can be granted in roles of the hospital's own"
  static let access = Access.requires(.accountRead)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions: [String: String] = [:]

  /// A permission.
  struct Item: Codable, Sendable, Described {
    let permission: Permission
    let chinese: String
    let english: String
    let grantableScopes: [Scope]

    static let descriptions = [
      "permission": "The permission as roles name it",
      "chinese": "What it means",
      "english": "The same in English",
      "grantableScopes": "How far it can be granted in an own role, the narrowest first; empty when it can't",
    ]

    init(_ permission: Permission) {
      self.permission = permission
      chinese = permission.text.chinese
      english = permission.text.english
      grantableScopes = permission.grantableScopes.sorted()
    }
  }

  /// All of them: there are some dozens.
  struct Output: Codable, Sendable, Described {
    let items: [Item]
    static let descriptions = ["items": "The permissions"]
  }

  static let example = Example(ListPermissions(), answers: Output(items: [Item(.dischargeRead), Item(.auditSearch)]))

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<Output> {
    let items = Permission.allCases.map(Item.init)
    return Audited(Output(items: items), count: items.count)
  }
}
