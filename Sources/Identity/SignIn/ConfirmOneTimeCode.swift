import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Takes an enrolled one-time code into use, now that the person has shown that the authenticator knows it.
struct ConfirmOneTimeCode: Command {
  static let name: StaticString = "oneTimeCode.confirm"
  static let summary: StaticString =
    "Takes the enrolled one-time code into use; answers recovery codes and ends all other sessions of the caller"
  static let access = Access.signedIn
  static let audit = AuditRule.impersonal("signIn")
  static let repetition = Repetition.keyless

  typealias Output = NewRecoveryCodes

  let totp: String

  static let descriptions = ["totp": "A code that the authenticator shows after oneTimeCode.enrol"]
  static let example = Example(ConfirmOneTimeCode(totp: "287082"), answers: NewRecoveryCodes.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<NewRecoveryCodes> {
    let call = transaction.call
    let rows = try await transaction.rows(
      """
      select pending_totp_secret from access.account
        where tenant_id = \(call.tenant) and account_id = \(call.actor.account) and pending_totp_secret is not null
        for update
      """)
    guard let pending = try? rows.first?.column(0, as: [UInt8].self) else {
      throw Failure(.invalidState, message: Self.nothingToConfirm)
    }
    let step = call.verifyOneTimeCode(totp, sealedSecret: SealedText(bytes: pending), lastUsedStep: 0)
    guard let step else { throw Failure.rule("totp", "oneTimeCode", Self.wrong) }
    try await transaction.rows(
      """
      update access.account set totp_secret = pending_totp_secret, pending_totp_secret = null, totp_last_step = \(step)
        where tenant_id = \(call.tenant) and account_id = \(call.actor.account)
      """)
    try await transaction.endOtherSessions()
    return Audited(try await NewRecoveryCodes.make(transaction), count: 1)
  }

  private static let nothingToConfirm = LocalizedText(
    chinese: "没有待确认的动态口令，请先调用 oneTimeCode.enrol", english: "there is nothing to confirm: call oneTimeCode.enrol first")
  private static let wrong = LocalizedText(
    chinese: "动态口令不正确，请核对手机时间后输入新的口令",
    english: "the code is wrong: see that the authenticator's clock is right and send the next one")
}
