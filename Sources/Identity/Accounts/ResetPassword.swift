import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Gives somebody who has forgotten the password a new one, which is good for choosing another.
struct ResetPassword: Command {
  static let name: StaticString = "account.resetPassword"
  static let summary: StaticString =
    "Gives a person of the caller's hospital a new password, to be changed at the next sign-in"
  static let access = Access.requires(.accountManage)
  static let audit = AuditRule.impersonal("administration")
  static let repetition = Repetition.shownOnce

  typealias Output = NewPassword

  let accountId: UUID

  static let descriptions = ["accountId": "The account; not one of the three administrators'"]
  static let example = Example(ResetPassword(accountId: .sample(3)), answers: NewPassword.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<NewPassword> {
    let account = try await ManagedAccount.find(accountId, transaction)
    let password = PasswordGenerator.generate()
    let hash = try await transaction.call.hash(password)
    try await transaction.rows(
      """
      update identity.account
        set password_hash = \(hash), must_change_password = true, failures = 0, locked_until = null
        where tenant_id = \(transaction.call.tenant) and account_id = \(accountId)
      """)
    try await transaction.endSessions(of: accountId)
    return Audited(NewPassword(accountId: accountId, username: account.username, password: password), count: 1)
  }
}

/// A password that somebody else made, shown once.
struct NewPassword: Codable, Sendable, Described {
  let accountId: UUID
  let username: String
  let password: String

  static let descriptions = [
    "accountId": "The account",
    "username": "name@organizationCode",
    "password":
      "A generated password; shown once. Signing in with it asks for a new one: session.signIn with newPassword",
  ]
  static let sample = NewPassword(
    accountId: .sample(3), username: "li.min@49557184-0", password: "k7mh-x2qa-9wtr-bd4n-p3es")
}
