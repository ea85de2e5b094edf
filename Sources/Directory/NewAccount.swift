import FoundationEssentials
public import JSONRPC
public import Operations
import SQL
import Vault

/// What the maker of an account hands over, once.
public struct NewAccount: Codable, Sendable, Described {
  let accountId: UUID
  let username: String
  let password: String
  let totpSecret: String?
  let totpUri: String?

  public static let descriptions = [
    "accountId": "The account",
    "username": "name@organizationCode, to sign in with",
    "password": "A generated password; shown once",
    "totpSecret": "The secret of the one-time code in Base32, where there is one; shown once",
    "totpUri": "The same as an otpauth address for authenticator apps",
  ]

  static let sample = NewAccount(
    accountId: Department.sample.id, username: "li.min@49557184-0", password: "k7mh-x2qa-9wtr-bd4n-p3es", totpSecret: nil,
    totpUri: nil)
}

/// The secrets of a new account, made at one place.
struct NewSecrets {
  let password: String
  let passwordHash: String
  let oneTimeCode: OneTimeCode?

  init(hasSecondFactor: Bool, passwords: PasswordHasher) async throws(Failure) {
    password = PasswordGenerator.generate()
    do {
      passwordHash = try await passwords.hash(password)
    } catch {
      throw Failure(.overloaded, retryAfterMs: 1000)
    }
    oneTimeCode = hasSecondFactor ? OneTimeCode.generate() : nil
  }

  func answer(accountId: UUID, username: String) -> NewAccount {
    NewAccount(
      accountId: accountId, username: username, password: password, totpSecret: oneTimeCode?.base32,
      totpUri: oneTimeCode?.uri(issuer: "huifang", account: username))
  }
}

/// Creates an account in the caller's hospital. It can do nothing until the security officer grants it a role.
public struct CreateAccount: Command {
  public static let name: StaticString = "account.create"
  public static let summary: StaticString = "Creates an account in the caller's hospital, without any role"
  public static let access = Access.requires(.accountManage)
  public static let audit = AuditRule.impersonal("administration")

  public typealias Output = NewAccount

  let username: LocalUsername
  let displayName: Name
  let secondFactor: Bool?

  public static let descriptions = [
    "username": "The part before the @, lower case",
    "displayName": "The person's name on screen",
    "secondFactor": "Whether the person signs in with a one-time code as well; needed for administrative roles",
  ]
  public static let example = Example(
    CreateAccount(username: "li.min", displayName: "李敏", secondFactor: nil), answers: NewAccount.sample)

  public func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<NewAccount> {
    let call = transaction.call
    let id = UUID.version7()
    let secrets = try await NewSecrets(hasSecondFactor: secondFactor ?? false, passwords: call.passwords)
    let sealed = secrets.oneTimeCode.map { call.seal($0.base32, .oneTimeSecret).bytes }
    let taken = try await transaction.rows(
      "select 1 from access.account where tenant_id = \(call.tenant) and username = \(username.text)")
    guard taken.isEmpty else {
      throw Failure(
        .alreadyExists,
        violations: [
          Violation(
            path: "username", rule: "unique",
            message: LocalizedText(chinese: "该用户名已被使用", english: "the user name is taken; choose another"))
        ])
    }
    try await transaction.rows(
      """
      insert into access.account (tenant_id, account_id, username, display_name, password_hash, totp_secret)
      values (\(call.tenant), \(id), \(username.text), \(displayName.text), \(secrets.passwordHash), \(sealed))
      """)
    let organization = call.actor.username.split(separator: "@").last.map(String.init) ?? ""
    return Audited(secrets.answer(accountId: id, username: "\(username.text)@\(organization)"), count: 1)
  }
}
