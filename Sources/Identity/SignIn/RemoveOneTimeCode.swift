import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Gives the one-time code up: from then on the password alone signs in, so it must be one that suffices.
struct RemoveOneTimeCode: ProvenCommand {
  static let name: StaticString = "oneTimeCode.remove"
  static let summary: StaticString =
    "Gives the caller's one-time code up, where no role needs it; ends all other sessions of the caller"
  static let access = Access.signedIn
  static let audit = AuditRule.impersonal("signIn")

  typealias Output = Done

  let currentPassword: String

  static let descriptions = ["currentPassword": "The present password; wrong ones count as failures to sign in"]
  static let example = Example(
    RemoveOneTimeCode(currentPassword: "correct horse battery staple"), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    let account = try await OwnAccount.withOneTimeCode(transaction)
    guard !account.roles.contains(where: \.needsSecondFactor) else {
      throw Failure.rule(
        "", "roleNeedsSecondFactor",
        LocalizedText(
          chinese: "所持角色要求动态口令，不能停用", english: "a role of yours needs the one-time code: it can't be given up"))
    }
    let policy = PasswordPolicy(hasSecondFactor: false, personal: account.personalWords)
    guard policy.check(currentPassword).isEmpty else {
      throw Failure.rule(
        "currentPassword", "passwordAlone",
        LocalizedText(
          chinese: "当前密码不足以单独登录（至少 \(policy.minimumLength) 个字符），请先用 password.change 更换",
          english:
            "this password doesn't suffice alone (\(policy.minimumLength) characters at least): change it with password.change first"
        ))
    }
    try await transaction.rows(
      """
      update identity.account set totp_secret = null, pending_totp_secret = null
        where tenant_id = \(call.tenant) and account_id = \(call.actor.account)
      """)
    try await transaction.forgetRecoveryCodes(of: call.actor.account)
    try await transaction.endOtherSessions()
    return Audited(Done(), count: 1)
  }
}
