import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Gives an administrator who has lost the authenticator a new one-time code; the old one is worth nothing from then on.
struct ResetAdministratorOneTimeCode: Command {
  static let name: StaticString = "administrator.resetOneTimeCode"
  static let summary: StaticString = "Gives an organization's administrator a new one-time code in place of a lost one"
  static let access = Access.requires(.organizationCreate)
  static let audit = AuditRule.impersonal("administration")
  static let repetition = Repetition.shownOnce

  typealias Output = NewOneTimeCode

  let organizationId: UUID
  let username: LocalUsername

  static let descriptions = [
    "organizationId": Administrator.organizationDescription, "username": Administrator.usernameDescription,
  ]
  static let example = Example(
    ResetAdministratorOneTimeCode(organizationId: .sample(2), username: "xitong"),
    answers: NewOneTimeCode.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<NewOneTimeCode> {
    let code = OneTimeCode.generate()
    let sealed = try await transaction.call.key(ofNew: organizationId).seal(code.base32, .oneTimeSecret)
    let (account, name) = try await Administrator(organization: organizationId, username: username).reset(
      passwordHash: nil, sealedSecret: sealed.bytes, transaction)
    return Audited(NewOneTimeCode(code, account: account, username: name), count: 1)
  }
}

/// The secret of one-time codes, shown once.
struct NewOneTimeCode: Codable, Sendable, Described {
  let accountId: UUID
  let username: String
  let totpSecret: String
  let totpUri: String

  static let descriptions = [
    "accountId": "The account",
    "username": "name@organizationCode",
    "totpSecret": "The secret of the one-time code in Base32; shown once",
    "totpUri": "The same as an otpauth address for authenticator apps",
  ]

  static let sample = NewOneTimeCode(
    accountId: .sample(3), username: "xitong@49557184-0", totpSecret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    totpUri: "otpauth://totp/huifang:xitong%4049557184-0?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=huifang")
}

extension NewOneTimeCode {
  init(_ code: OneTimeCode, account: UUID, username: String) {
    self.init(
      accountId: account, username: username, totpSecret: code.base32,
      totpUri: code.uri(issuer: "huifang", account: username))
  }
}
