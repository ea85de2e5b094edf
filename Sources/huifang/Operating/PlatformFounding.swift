import FoundationEssentials
import Operations
import Postgres
import SQL
import Vault

/// Makes the platform's administrators: what comes before there is anybody to sign in, hence by the owner's login.
struct PlatformFounding {
  /// The platform's code, behind the @ of its user names.
  static let organizationCode = "platform"
  /// The first administrator of an embedded service.
  static let usualUsername = "admin@\(organizationCode)"

  let database: Database
  let masterKeyFile: String

  /// Whether the platform has an administrator.
  func hasAdministrator() async throws -> Bool {
    let rows = try await database.pipelined(
      ["select count(*) from identity.assignment where role = 'platformAdministrator'"], writes: false)
    return try rows.first?.single(Int.self) ?? 0 > 0
  }

  /// Random secrets for an administrator.
  static func newAccount(username: String) -> DemoAccount {
    DemoAccount(
      organization: "回访平台", hospitalCode: nil, role: Role.platformAdministrator.rawValue,
      username: "\(username)@\(organizationCode)", password: PasswordGenerator.generate(),
      totpSecret: OneTimeCode.generate().base32)
  }

  /// Makes the account, and the platform when it isn't there.
  func found(_ account: DemoAccount, displayName: String) async throws {
    let master = try MasterKey(file: masterKeyFile)
    let key = try await KeyStore(master: master, database: database).keyForSetUp(of: Platform.tenant)
    let hasher = PasswordHasher(pepper: master.passwordPepper)
    let hash = try await hasher.hash(account.password)
    let secret = account.totpSecret.map { key.seal($0, .oneTimeSecret).bytes }
    let name = String(account.username.prefix { $0 != "@" })
    do {
      _ = try await database.pipelined(
        [
          """
          select identity.found_platform(\(account.organization), \(UUID.version7()), \(name), \(displayName), \(hash),
            \(secret), \(UUID.version7()), \(key.id), \(key.wrapped))
          """
        ], on: .write, writes: true)
    } catch {
      guard error.constraint == "account_username_unique" else { throw error }
      throw Problem("\(account.username) exists already: choose another name with --username")
    }
  }
}
