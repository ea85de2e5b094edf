import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Grants a role, built in or the hospital's own, from now or from a day to come. Whoever is signed in with the account has it then.
struct GrantRole: Command {
  static let name: StaticString = "assignment.grant"
  static let summary: StaticString = "Grants a role to an account of the caller's hospital"
  static let access = Access.requires(.assignmentManage)
  static let audit = AuditRule.impersonal("administration")

  let accountId: UUID
  let role: RoleKey
  var departmentId: UUID?
  var validFrom: Date?
  var validUntil: Date?

  static let descriptions = [
    "accountId": "The account",
    "role": "The role, see role.list; administrative ones come from the platform",
    "departmentId":
      "The department; needed for ward roles and own roles that reach a department, and the follow-up centre for agents",
    "validFrom": "When the role begins; now when left out",
    "validUntil": "When the role ends by itself; never when left out",
  ]

  /// The assignment.
  struct Output: Codable, Sendable, Described {
    let assignmentId: UUID
    static let descriptions = ["assignmentId": "The assignment"]
  }

  static let example = Example(
    GrantRole(
      accountId: .sample(3), role: "wardNurse", departmentId: .sample(3), validFrom: nil,
      validUntil: nil),
    answers: Output(assignmentId: .sample(3)))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    try AssignmentPeriod(from: validFrom, until: validUntil).check(now: call.now)
    // The role's lock comes before the account's, as in the methods that change a role.
    try await checkRole(transaction)
    try await transaction.lock([accountId])
    let rows = try await transaction.rows(
      """
      select totp_secret is not null from identity.account
        where tenant_id = \(call.tenant) and account_id = \(accountId) and kind = 'person'
      """
    )
    guard let hasSecondFactor = try? rows.firstRow(Bool.self) else { throw Failure(.notFound) }
    let needsSecondFactor = role.builtIn?.needsSecondFactor ?? false
    try await transaction.rows(
      "select app.guard(\(hasSecondFactor || !needsSecondFactor), 'RULE_VIOLATION', 'role:needsSecondFactor')")
    try await requireSeparation(transaction)
    if let departmentId {
      let departments = try await transaction.rows(
        "select 1 from directory.department where tenant_id = \(call.tenant) and department_id = \(departmentId)")
      guard !departments.isEmpty else { throw Failure(.notFound) }
    }
    var granted = validFrom == nil ? try await transaction.rows(goingOn(call)) : Rows()
    if granted.isEmpty { granted = try await transaction.rows(beginning(call)) }
    guard let id = try? granted.firstRow(UUID.self) else { throw Failure(.internalError) }
    try await transaction.rows(
      """
      update identity.account set grants_version = grants_version + 1
        where tenant_id = \(call.tenant) and account_id = \(accountId)
      """)
    return Audited(Output(assignmentId: id), count: 1)
  }

  /// Held already: the assignment goes on, with its new end.
  private func goingOn(_ call: CallContext) -> SQL {
    """
    update identity.assignment set valid_until = \(validUntil)
      where tenant_id = \(call.tenant) and account_id = \(accountId) and role = \(role.text)
        and department_id is not distinct from \(departmentId) and substitution_id is null
        and valid_from <= now() and (valid_until is null or valid_until > now())
      returning assignment_id
    """
  }

  private func beginning(_ call: CallContext) -> SQL {
    """
    insert into identity.assignment (tenant_id, assignment_id, account_id, role, department_id, valid_from, valid_until)
    values (\(call.tenant), \(UUID.version7()), \(accountId), \(role.text), \(departmentId),
      coalesce(\(validFrom), now()), \(validUntil))
    returning assignment_id
    """
  }

  /// Administrators hold nothing that shows a patient, and nobody grants to himself (三员分离). The account's row is locked by now.
  private func requireSeparation(_ transaction: borrowing WriteTransaction) async throws(Failure) {
    let administrative = try await transaction.rows(
      """
      select 1 from identity.assignment
        where tenant_id = \(transaction.call.tenant) and account_id = \(accountId)
          and role in ('hospitalAdministrator', 'securityOfficer', 'auditor')
          and (valid_until is null or valid_until > now()) limit 1
      """)
    guard administrative.isEmpty else {
      throw Failure.rule(
        "accountId", "separationOfAdministrators",
        LocalizedText(
          chinese: "系统、安全、审计管理员的账号不能再持有其他角色（三员分离）",
          english: "an administrator's account can hold no other role; create another account for the person"))
    }
  }

  private func checkRole(_ transaction: borrowing WriteTransaction) async throws(Failure) {
    let needsDepartment: Bool
    if let builtIn = role.builtIn {
      guard builtIn.organizationKind == .hospital, !builtIn.isAdministrative else {
        throw Failure.rule(
          "role", "grantableRole",
          LocalizedText(
            chinese: "系统、安全、审计管理员由平台设立，不能在此授予",
            english: "administrative roles are set up by the platform and cannot be granted here"))
      }
      needsDepartment = builtIn.needsDepartment
    } else {
      guard role.isOwn else { throw Failure.violation("role", RoleKey.rule, RoleKey.message) }
      needsDepartment = try await OwnRole.needsDepartment(role, transaction)
    }
    guard departmentId != nil || !needsDepartment else {
      throw Failure.violation(
        "departmentId", "required",
        LocalizedText(chinese: "科室角色须指定科室", english: "a ward role needs the department that it is for"))
    }
  }
}
