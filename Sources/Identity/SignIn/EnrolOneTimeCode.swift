import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Begins to enrol a one-time code: it counts from the moment in which a code of it is shown to `oneTimeCode.confirm`.
struct EnrolOneTimeCode: ProvenCommand {
  static let name: StaticString = "oneTimeCode.enrol"
  static let summary: StaticString =
    "Makes a secret for one-time codes, in use once oneTimeCode.confirm was shown a code of it"
  static let access = Access.signedIn
  static let audit = AuditRule.impersonal("signIn")

  let currentPassword: String

  static let descriptions = ["currentPassword": "The present password; wrong ones count as failures to sign in"]

  /// The secret, shown once.
  struct Output: Codable, Sendable, Described {
    let totpSecret: String
    let totpUri: String

    static let descriptions = [
      "totpSecret": "The secret of the one-time code in Base32; shown once",
      "totpUri": "The same as an otpauth address for authenticator apps",
    ]
  }

  static let example = Example(
    EnrolOneTimeCode(currentPassword: "correct horse battery staple"),
    answers: Output(totpSecret: NewOneTimeCode.sample.totpSecret, totpUri: NewOneTimeCode.sample.totpUri))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let code = OneTimeCode.generate()
    try await transaction.rows(
      """
      update identity.account set pending_totp_secret = \(call.seal(code.base32, .oneTimeSecret).bytes),
          pending_totp_failures = 0
        where tenant_id = \(call.tenant) and account_id = \(call.actor.account)
      """)
    let output = Output(
      totpSecret: code.base32, totpUri: code.uri(issuer: "huifang", account: call.actor.username))
    return Audited(output, count: 1)
  }
}
