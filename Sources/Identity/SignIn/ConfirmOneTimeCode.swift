import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Takes an enrolled one-time code into use, now that the person has shown that the authenticator knows it. A session left open isn't
/// enough to guess the code: after five tries the enrolment is thrown away, and another one asks for the password.
struct ConfirmOneTimeCode: CountedCommand {
  static let name: StaticString = "oneTimeCode.confirm"
  static let summary: StaticString =
    "Takes the enrolled one-time code into use; answers recovery codes and ends all other sessions of the caller"
  static let access = Access.signedIn
  static let audit = AuditRule.impersonal("signIn")

  typealias Output = NewRecoveryCodes

  let totp: String

  /// Tries until the enrolment is thrown away.
  static let allowed: Int32 = 5

  static let descriptions = [
    "totp": "A code that the authenticator shows after oneTimeCode.enrol; after five wrong ones enrol anew"
  ]
  static let example = Example(ConfirmOneTimeCode(totp: "287082"), answers: NewRecoveryCodes.sample)

  static func count(_ call: CallContext) -> SQL {
    """
    update identity.account set pending_totp_failures = pending_totp_failures + 1,
        pending_totp_secret = case when pending_totp_failures < \(allowed) then pending_totp_secret end
      where tenant_id = \(call.tenant) and account_id = \(call.actor.account) and pending_totp_secret is not null
    """
  }

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<NewRecoveryCodes> {
    let call = transaction.call
    let rows = try await transaction.rows(
      """
      select pending_totp_secret from identity.account
        where tenant_id = \(call.tenant) and account_id = \(call.actor.account) and pending_totp_secret is not null
        for update
      """)
    guard let pending = try? rows.firstRow([UInt8].self) else {
      throw Failure(.invalidState, message: Self.nothingToConfirm)
    }
    let step = call.verifyOneTimeCode(totp, sealedSecret: SealedText(bytes: pending), lastUsedStep: 0)
    guard let step else { throw Failure.rule("totp", "oneTimeCode", Self.wrong) }
    try await transaction.rows(
      """
      update identity.account set totp_secret = pending_totp_secret, pending_totp_secret = null,
          pending_totp_failures = 0, totp_last_step = \(step)
        where tenant_id = \(call.tenant) and account_id = \(call.actor.account)
      """)
    try await transaction.endOtherSessions()
    return Audited(try await NewRecoveryCodes.make(transaction), count: 1)
  }

  private static let nothingToConfirm = LocalizedText(
    chinese: "没有待确认的动态口令，或已连续输错 5 次作废：请调用 oneTimeCode.enrol 重新启用",
    english: "there is nothing to confirm, or five wrong codes have ended it: call oneTimeCode.enrol")
  private static let wrong = LocalizedText(
    chinese: "动态口令不正确，请核对手机时间后输入新的口令",
    english: "the code is wrong: see that the authenticator's clock is right and send the next one")
}
