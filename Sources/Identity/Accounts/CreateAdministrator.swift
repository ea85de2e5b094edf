import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Gives an organization an administrator. The three of a hospital are three people (三员分离).
struct CreateAdministrator: Command {
  static let name: StaticString = "administrator.create"
  static let summary: StaticString = "Gives a bureau or hospital one of its administrators"
  static let access = Access.requires(.organizationCreate)
  static let audit = AuditRule.impersonal("administration")
  static let repetition = Repetition.shownOnce

  typealias Output = NewAccount

  let organizationId: UUID
  let role: Role
  let username: LocalUsername
  let displayName: Name

  static let descriptions = [
    "organizationId": "The bureau or hospital",
    "role": "hospitalAdministrator, securityOfficer or auditor for a hospital, bureauSupervisor for a bureau",
    "username": "The part before the @, lower case",
    "displayName": "The person's name on screen",
  ]
  static let example = Example(
    CreateAdministrator(
      organizationId: .sample(2), role: .hospitalAdministrator, username: "xitong", displayName: "周建国"),
    answers: NewAccount.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<NewAccount> {
    let rows = try await transaction.rows(
      """
      select code, kind, status = 'active' from directory.organization
        where tenant_id = \(organizationId) and kind <> 'platform' for share
      """)
    guard let (code, kind, isActive) = try? rows.firstRow((String, String, Bool).self) else { throw Failure(.notFound) }
    // Of a hospital that was removed nothing begins anew: an account would bring a data key with it. The database asks both again.
    try await transaction.rows(
      "select app.guard(\(isActive), 'INVALID_STATE', 'organizationId:organizationDeactivated')")
    let isGiven = role.needsSecondFactor && role.organizationKind.rawValue == kind
    try await transaction.rows("select app.guard(\(isGiven), 'RULE_VIOLATION', 'role:administrativeRole')")
    let secrets = try await NewSecrets(hasSecondFactor: true, passwords: transaction.call.passwords)
    let accountId = UUID.version7()
    let key = try await transaction.call.key(ofNew: organizationId)
    let sealed = secrets.oneTimeCode.map { key.seal($0.base32, .oneTimeSecret).bytes }
    try await transaction.rows(
      """
      select identity.enrol_administrator(\(organizationId), \(accountId), \(username.text), \(displayName.text),
        \(secrets.passwordHash), \(sealed), \(UUID.version7()), \(role.rawValue), \(key.id), \(key.wrapped),
        \(UUID.version7()))
      """)
    return Audited(secrets.answer(accountId: accountId, username: "\(username.text)@\(code)"), count: 1)
  }
}
