import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Gives somebody who has lost the authenticator, or never had one, a one-time code; an old one is worth nothing from then on. It is the
/// security officer who does, since the administrator resets passwords: who could do both could sign in as anybody.
struct ResetOneTimeCode: Command {
  static let name: StaticString = "account.resetOneTimeCode"
  static let summary: StaticString = "Gives a person of the caller's hospital a one-time code in place of a lost one"
  static let access = Access.requires(.accountOneTimeCodeReset)
  static let audit = AuditRule.impersonal("administration")
  static let repetition = Repetition.shownOnce

  typealias Output = NewOneTimeCode

  let accountId: UUID

  static let descriptions = ["accountId": "The account; not one of the three administrators'"]
  static let example = Example(ResetOneTimeCode(accountId: .sample(3)), answers: NewOneTimeCode.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<NewOneTimeCode> {
    let call = transaction.call
    let account = try await ManagedAccount.find(accountId, transaction)
    let code = OneTimeCode.generate()
    try await transaction.rows(
      """
      update identity.account set totp_secret = \(call.seal(code.base32, .oneTimeSecret).bytes), totp_last_step = 0,
          pending_totp_secret = null
        where tenant_id = \(call.tenant) and account_id = \(accountId)
      """)
    try await transaction.forgetRecoveryCodes(of: accountId)
    try await transaction.endSessions(of: accountId)
    return Audited(NewOneTimeCode(code, account: accountId, username: account.username), count: 1)
  }
}
