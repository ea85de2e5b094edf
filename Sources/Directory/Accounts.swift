import FoundationEssentials
public import JSONRPC
public import Operations
import SQL
import Vault

/// An account and what it holds.
public struct Account: Codable, Sendable, Described {
  let id: UUID
  let username: String
  let displayName: String
  let roles: [String]

  public static let descriptions = [
    "id": "The account", "username": "The part before the @", "displayName": "The person's name",
    "roles": "The roles held now",
  ]
}

/// The accounts of the caller's hospital.
public struct ListAccounts: PipelinedQuery {
  public static let name: StaticString = "account.list"
  public static let summary: StaticString = "The accounts of the caller's hospital with the roles held now"
  public static let access = Access.requires(.accountRead)
  public static let audit = AuditRule.impersonal("administration")

  public typealias Output = PageOf<Account>
  public static let descriptions = ["page": "Which part of the list"]

  let page: PageRequest?

  public static let example = Example(
    ListAccounts(page: nil),
    answers: PageOf(
      items: [Account(id: Department.sample.id, username: "li.min", displayName: "李敏", roles: ["wardNurse"])], nextCursor: nil))

  public func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<Account>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let position = try call.position(of: page?.cursor, filter: "account.list", fields: 1)
    return ReadPlan(
      """
      select null::uuid as subject, a.account_id, a.username, a.display_name,
          coalesce((select array_agg(distinct g.role order by g.role) from access.assignment g
            where g.tenant_id = a.tenant_id and g.account_id = a.account_id
              and (g.valid_until is null or g.valid_until > now())), '{}') as roles
        from access.account a
        where a.tenant_id = \(call.tenant) and a.username > \(position?[0] ?? "") and a.status = 'active'
        order by a.username limit \(limit + 1)
      """, lane: .list
    ) { rows, _ in
      let items = try rows.map { row in
        var reader = RowReader(row)
        _ = try reader.next(UUID?.self)
        return Account(
          id: try reader.next(), username: try reader.next(), displayName: try reader.next(), roles: try reader.next())
      }
      let shown = Array(items.prefix(limit))
      let cursor =
        items.count > limit ? shown.last.map { call.cursor(after: [$0.username], of: "account.list") } : nil
      return PageOf(items: shown, nextCursor: cursor)
    }
  }
}

/// Grants a role. Whoever is signed in with the account has it at the next call.
public struct GrantRole: Command {
  public static let name: StaticString = "assignment.grant"
  public static let summary: StaticString = "Grants a role to an account of the caller's hospital"
  public static let access = Access.requires(.assignmentManage)
  public static let audit = AuditRule.impersonal("administration")

  let accountId: UUID
  let role: Role
  let departmentId: UUID?
  let validUntil: Date?

  public static let descriptions = [
    "accountId": "The account",
    "role": "The role; administrative ones come from the platform",
    "departmentId": "The department; needed for ward roles, and the follow-up centre for agents",
    "validUntil": "When the role ends by itself; never when left out",
  ]

  /// The assignment.
  public struct Output: Codable, Sendable, Described {
    let assignmentId: UUID
    public static let descriptions = ["assignmentId": "The assignment"]
  }

  public static let example = Example(
    GrantRole(
      accountId: Department.sample.id, role: .wardNurse, departmentId: Department.sample.id, validUntil: nil),
    answers: Output(assignmentId: Department.sample.id))

  public func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    try checkRole()
    let rows = try await transaction.rows(
      "select totp_secret is not null from access.account where tenant_id = \(call.tenant) and account_id = \(accountId) for update")
    guard let hasSecondFactor = try? rows.first?.column(0, as: Bool.self) else { throw Failure(.notFound) }
    try await transaction.rows(
      "select app.guard(\(hasSecondFactor || !role.needsSecondFactor), 'RULE_VIOLATION', 'role:needsSecondFactor')")
    if let departmentId {
      let departments = try await transaction.rows(
        "select 1 from directory.department where tenant_id = \(call.tenant) and department_id = \(departmentId)")
      guard !departments.isEmpty else { throw Failure(.notFound) }
    }
    let id = UUID.version7()
    try await transaction.rows(
      """
      insert into access.assignment (tenant_id, assignment_id, account_id, role, department_id, valid_until)
      values (\(call.tenant), \(id), \(accountId), \(role.rawValue), \(departmentId), \(validUntil))
      """)
    try await transaction.rows(
      """
      update access.account set grants_version = grants_version + 1
        where tenant_id = \(call.tenant) and account_id = \(accountId)
      """)
    return Audited(Output(assignmentId: id), count: 1)
  }

  private func checkRole() throws(Failure) {
    guard role.organizationKind == .hospital, !role.isAdministrative else {
      throw Failure.rule(
        "role", "grantableRole",
        LocalizedText(
          chinese: "系统、安全、审计管理员由平台设立,不能在此授予",
          english: "administrative roles are set up by the platform and cannot be granted here"))
    }
    guard departmentId != nil || !role.needsDepartment else {
      throw Failure.violation(
        "departmentId", "required",
        LocalizedText(chinese: "科室角色须指定科室", english: "a ward role needs the department that it is for"))
    }
  }
}
