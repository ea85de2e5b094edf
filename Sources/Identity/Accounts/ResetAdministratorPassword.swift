import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Gives an administrator who has forgotten the password a new one. Nobody resets the own account this way.
struct ResetAdministratorPassword: Command {
  static let name: StaticString = "administrator.resetPassword"
  static let summary: StaticString =
    "Gives an organization's administrator a new password, to be changed at the next sign-in"
  static let access = Access.requires(.organizationCreate)
  static let audit = AuditRule.impersonal("administration")
  static let repetition = Repetition.shownOnce

  typealias Output = NewPassword

  let organizationId: UUID
  let username: LocalUsername

  static let descriptions = [
    "organizationId": Administrator.organizationDescription, "username": Administrator.usernameDescription,
  ]
  static let example = Example(
    ResetAdministratorPassword(organizationId: .sample(2), username: "xitong"), answers: NewPassword.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<NewPassword> {
    let password = PasswordGenerator.generate()
    let hash = try await transaction.call.hash(password)
    let (account, name) = try await Administrator(organization: organizationId, username: username).reset(
      passwordHash: hash, sealedSecret: nil, transaction)
    return Audited(NewPassword(accountId: account, username: name, password: password), count: 1)
  }
}
