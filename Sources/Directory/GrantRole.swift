import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Grants a role. Whoever is signed in with the account has it at the next call.
struct GrantRole: Command {
  static let name: StaticString = "assignment.grant"
  static let summary: StaticString = "Grants a role to an account of the caller's hospital"
  static let access = Access.requires(.assignmentManage)
  static let audit = AuditRule.impersonal("administration")

  let accountId: UUID
  let role: Role
  let departmentId: UUID?
  let validUntil: Date?

  static let descriptions = [
    "accountId": "The account",
    "role": "The role; administrative ones come from the platform",
    "departmentId": "The department; needed for ward roles, and the follow-up centre for agents",
    "validUntil": "When the role ends by itself; never when left out",
  ]

  /// The assignment.
  struct Output: Codable, Sendable, Described {
    let assignmentId: UUID
    static let descriptions = ["assignmentId": "The assignment"]
  }

  static let example = Example(
    GrantRole(
      accountId: Department.sample.id, role: .wardNurse, departmentId: Department.sample.id, validUntil: nil),
    answers: Output(assignmentId: Department.sample.id))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    try checkRole()
    let rows = try await transaction.rows(
      "select totp_secret is not null from access.account where tenant_id = \(call.tenant) and account_id = \(accountId) for update"
    )
    guard let hasSecondFactor = try? rows.first?.column(0, as: Bool.self) else { throw Failure(.notFound) }
    try await transaction.rows(
      "select app.guard(\(hasSecondFactor || !role.needsSecondFactor), 'RULE_VIOLATION', 'role:needsSecondFactor')")
    try await requireSeparation(transaction)
    if let departmentId {
      let departments = try await transaction.rows(
        "select 1 from directory.department where tenant_id = \(call.tenant) and department_id = \(departmentId)")
      guard !departments.isEmpty else { throw Failure(.notFound) }
    }
    // Granted before, and perhaps ended: the assignment goes on.
    let granted = try await transaction.rows(
      """
      insert into access.assignment (tenant_id, assignment_id, account_id, role, department_id, valid_until)
      values (\(call.tenant), \(UUID.version7()), \(accountId), \(role.rawValue), \(departmentId), \(validUntil))
      on conflict on constraint assignment_unique do update set valid_until = excluded.valid_until
      returning assignment_id
      """)
    guard let id = try? granted.first?.column(0, as: UUID.self) else { throw Failure(.internalError) }
    try await transaction.rows(
      """
      update access.account set grants_version = grants_version + 1
        where tenant_id = \(call.tenant) and account_id = \(accountId)
      """)
    return Audited(Output(assignmentId: id), count: 1)
  }

  /// Administrators hold nothing that shows a patient, and nobody grants to himself (三员分离). The account's row is locked by now.
  private func requireSeparation(_ transaction: borrowing WriteTransaction) async throws(Failure) {
    let administrative = try await transaction.rows(
      """
      select 1 from access.assignment
        where tenant_id = \(transaction.call.tenant) and account_id = \(accountId)
          and role in ('hospitalAdministrator', 'securityOfficer', 'auditor') limit 1
      """)
    guard administrative.isEmpty else {
      throw Failure.rule(
        "accountId", "separationOfAdministrators",
        LocalizedText(
          chinese: "系统、安全、审计管理员的账号不能再持有其他角色(三员分离)",
          english: "an administrator's account can hold no other role; create another account for the person"))
    }
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
