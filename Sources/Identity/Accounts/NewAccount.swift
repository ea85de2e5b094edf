import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// What the maker of an account hands over, once.
struct NewAccount: Codable, Sendable, Described {
  let accountId: UUID
  let username: String
  let password: String
  let totpSecret: String?
  let totpUri: String?

  static let descriptions = [
    "accountId": "The account",
    "username": "name@organizationCode, to sign in with",
    "password":
      "A generated password; shown once. Signing in with it asks for a new one: session.signIn with newPassword",
    "totpSecret": "The secret of the one-time code in Base32, where there is one; shown once",
    "totpUri": "The same as an otpauth address for authenticator apps",
  ]

  static let sample = NewAccount(
    accountId: .sample(3), username: "li.min@49557184-0", password: "k7mh-x2qa-9wtr-bd4n-p3es",
    totpSecret: nil,
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
