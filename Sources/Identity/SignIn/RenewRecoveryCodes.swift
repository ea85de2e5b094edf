import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Gives the caller new recovery codes: the paper was lost, or few are left.
struct RenewRecoveryCodes: ProvenCommand {
  static let name: StaticString = "recoveryCode.renew"
  static let summary: StaticString = "Makes ten new recovery codes for the caller; those of before are good no more"
  static let access = Access.signedIn
  static let audit = AuditRule.impersonal("signIn")

  typealias Output = NewRecoveryCodes

  let currentPassword: String

  static let descriptions = ["currentPassword": "The present password; wrong ones count as failures to sign in"]
  static let example = Example(
    RenewRecoveryCodes(currentPassword: "correct horse battery staple"), answers: NewRecoveryCodes.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<NewRecoveryCodes> {
    _ = try await OwnAccount.withOneTimeCode(transaction)
    return Audited(try await NewRecoveryCodes.make(transaction), count: 1)
  }
}
