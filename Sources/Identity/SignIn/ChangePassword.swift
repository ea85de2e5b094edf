import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Changes the caller's own password. Whoever else is signed in with the account is signed out.
struct ChangePassword: ProvenCommand {
  static let name: StaticString = "password.change"
  static let summary: StaticString = "Changes the caller's password and ends all other sessions of the caller"
  static let access = Access.signedIn
  static let audit = AuditRule.impersonal("signIn")

  typealias Output = Done

  let currentPassword: String
  let newPassword: String

  static let descriptions = [
    "currentPassword": "The present password; wrong ones count as failures to sign in",
    "newPassword":
      "15 to 128 characters, with a one-time code 8 to 128; not mostly names, common words, repetitions or rows",
  ]
  static let example = Example(
    ChangePassword(currentPassword: "correct horse battery staple", newPassword: "seven herons over the river"),
    answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    let rows = try await transaction.rows(
      """
      select a.totp_secret is not null, array[a.username, a.display_name, o.name, o.code]
        from identity.account a join directory.organization o on o.tenant_id = a.tenant_id
        where a.tenant_id = \(call.tenant) and a.account_id = \(call.actor.account)
      """)
    guard let (hasSecondFactor, personal) = try? rows.firstRow((Bool, [String]).self) else { throw Failure(.notFound) }
    try ChosenPassword(text: newPassword, path: "newPassword").check(
      insteadOf: currentPassword, hasSecondFactor: hasSecondFactor, personal: personal)
    let hash = try await call.hash(newPassword)
    try await transaction.rows(
      """
      update identity.account set password_hash = \(hash), must_change_password = false
        where tenant_id = \(call.tenant) and account_id = \(call.actor.account)
      """)
    try await transaction.endOtherSessions()
    return Audited(Done(), count: 1)
  }
}

extension CallContext {
  /// The text to store for a password.
  /// - Throws: `OVERLOADED` when too many wait to be hashed.
  func hash(_ password: String) async throws(Failure) -> String {
    do {
      return try await passwords.hash(password)
    } catch {
      throw Failure(.overloaded, retryAfterMs: 1000)
    }
  }
}

extension WriteTransaction {
  /// Ends all sessions of the caller but the one of the call: whoever else knew the secret that has changed is out.
  func endOtherSessions() async throws(Failure) {
    try await rows(
      """
      update identity.session set ended_at = now()
        where tenant_id = \(call.tenant) and account_id = \(call.actor.account) and session_id <> \(call.session)
          and ended_at is null
      """)
  }
}
