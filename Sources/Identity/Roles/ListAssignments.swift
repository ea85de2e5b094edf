import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Who holds what in the caller's hospital, from when until when; with the ended ones on request.
struct ListAssignments: PipelinedQuery {
  static let name: StaticString = "assignment.list"
  static let summary: StaticString = "The assignments of an account, of a role, or of the whole hospital"
  static let access = Access.requires(.accountRead)
  static let audit = AuditRule.impersonal("administration")

  var accountId: UUID?
  var role: RoleKey?
  var includeEnded: Bool?
  var page: PageRequest?

  static let descriptions = [
    "accountId": "Of this account only", "role": "Of this role only",
    "includeEnded": "True for those that have ended as well", "page": "Which part of the list",
  ]

  /// An assignment.
  struct Item: Codable, Sendable, Described {
    let assignmentId: UUID
    let accountId: UUID
    let username: String
    let displayName: String
    let role: String
    let departmentId: UUID?
    let departmentName: String?
    let validFrom: Date
    let validUntil: Date?
    let substitutionId: UUID?

    static let descriptions = [
      "assignmentId": "The assignment, for assignment.revoke",
      "accountId": "The account", "username": "The part before the @", "displayName": "The person's name",
      "role": "The role", "departmentId": "The department that it is held for",
      "departmentName": "The department's name", "validFrom": "When it begins",
      "validUntil": "When it ends or ended; absent when it doesn't",
      "substitutionId": "The substitution that lends it; absent for what the person holds himself",
    ]

    static let sample = Item(
      assignmentId: .sample(3), accountId: .sample(3), username: "li.min", displayName: "李敏",
      role: "wardNurse", departmentId: .sample(3), departmentName: "心血管内科",
      validFrom: Date(timeIntervalSince1970: 1_793_318_400), validUntil: nil, substitutionId: nil)
  }

  typealias Output = PageOf<Item>

  static let example = Example(
    ListAssignments(accountId: nil, role: "wardNurse", includeEnded: nil, page: nil),
    answers: PageOf(items: [Item.sample], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<Item>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name) \(accountId?.uuidString ?? "") \(role?.text ?? "") \(includeEnded ?? false)"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 1)?.first.flatMap(UUID.init(uuidString:))
    let account: SQL = accountId.map { "and g.account_id = \($0)" } ?? ""
    let role: SQL = self.role.map { "and g.role = \($0.text)" } ?? ""
    let running: SQL = includeEnded ?? false ? "" : "and (g.valid_until is null or g.valid_until > now())"
    let after: SQL = position.map { "and g.assignment_id > \($0)" } ?? ""
    return .page(
      Item.shape.select(
        from: """
          identity.assignment g
          join identity.account a on a.tenant_id = g.tenant_id and a.account_id = g.account_id
          left join directory.department d on d.tenant_id = g.tenant_id and d.department_id = g.department_id
          where g.tenant_id = \(call.tenant) \(account) \(role) \(running) \(after)
          order by g.assignment_id limit \(limit + 1)
          """), limit: limit
    ) {
      call.cursor(after: [$0.assignmentId.uuidString], of: filter)
    }
  }
}

extension ListAssignments.Item {
  /// `g` is the assignment, `a` the account, `d` the department.
  static let shape = RowShape { row in
    Self(
      assignmentId: try row["g.assignment_id"],
      accountId: try row["g.account_id"],
      username: try row["a.username"],
      displayName: try row["a.display_name"],
      role: try row["g.role"],
      departmentId: try row["g.department_id"],
      departmentName: try row["d.name"],
      validFrom: try row["g.valid_from"],
      validUntil: try row["g.valid_until"],
      substitutionId: try row["g.substitution_id"])
  }
}
