import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Creates an account in the caller's hospital. It can do nothing until the security officer grants it a role.
struct CreateAccount: Command {
  static let name: StaticString = "account.create"
  static let summary: StaticString = "Creates an account in the caller's hospital, without any role"
  static let access = Access.requires(.accountManage)
  static let audit = AuditRule.impersonal("administration")
  static let repetition = Repetition.shownOnce

  typealias Output = NewAccount

  let username: LocalUsername
  let displayName: Name
  var secondFactor: Bool?
  var staffId: UUID?

  static let descriptions = [
    "username": "The part before the @, lower case",
    "displayName": "The person's name on screen",
    "secondFactor":
      "Not true: the one-time code is the person's own, by oneTimeCode.enrol, or the security officer's to give, by account.resetOneTimeCode",
    "staffId": "The member of staff behind the account, where the hospital keeps one",
  ]
  static let example = Example(
    CreateAccount(username: "li.min", displayName: "李敏", secondFactor: nil, staffId: nil), answers: NewAccount.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<NewAccount> {
    let call = transaction.call
    let id = UUID.version7()
    // Who resets the password must not know the code beside it.
    guard secondFactor != true else {
      throw Failure.rule(
        "secondFactor", "officersCode",
        LocalizedText(
          chinese: "动态口令由本人启用（oneTimeCode.enrol），或由安全管理员设置（account.resetOneTimeCode）",
          english:
            "the person enrols a one-time code with oneTimeCode.enrol, or the security officer gives one with account.resetOneTimeCode"
        ))
    }
    let secrets = try await NewSecrets(hasSecondFactor: false, passwords: call.passwords)
    let taken = try await transaction.rows(
      "select 1 from identity.account where tenant_id = \(call.tenant) and username = \(username.text)")
    guard taken.isEmpty else {
      throw Failure(
        .alreadyExists,
        violations: [
          Violation(
            path: "username", rule: "unique",
            message: LocalizedText(chinese: "该用户名已被使用", english: "the user name is taken; choose another"))
        ])
    }
    try await requireStaff(transaction)
    try await transaction.rows(
      """
      insert into identity.account (tenant_id, account_id, username, display_name, password_hash, staff_id)
      values (\(call.tenant), \(id), \(username.text), \(displayName.text), \(secrets.passwordHash),
        \(staffId))
      """)
    let organization = call.actor.username.split(separator: "@").last.map(String.init) ?? ""
    return Audited(secrets.answer(accountId: id, username: "\(username.text)@\(organization)"), count: 1)
  }

  /// The member of staff is the caller's hospital's and active, and stays so until the account is there: staff.deactivate asks for
  /// accounts.
  private func requireStaff(_ transaction: borrowing WriteTransaction) async throws(Failure) {
    guard let staffId else { return }
    let rows = try await transaction.rows(
      """
      select status = 'active' from directory.staff
        where tenant_id = \(transaction.call.tenant) and staff_id = \(staffId) for share
      """)
    guard let isActive = try? rows.firstRow(Bool.self) else { throw Failure(.notFound) }
    guard isActive else {
      throw Failure.rule(
        "staffId", "activeStaff",
        LocalizedText(chinese: "该人员已停用，请先启用", english: "this member of staff is deactivated: activate the person first")
      )
    }
  }
}
