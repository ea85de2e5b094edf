import FoundationEssentials
import Logging
import Operations
import Postgres
import SQL
import Server
import Vault

/// Founds the platform by the superuser's login, and gives a dispatcher of this process.
enum Founding {
  /// The first administrator, with random secrets.
  static func platformAdministrator(_ database: Database, masterKeyFile: String) async throws -> Account {
    let account = Account(
      username: "admin@platform", password: PasswordGenerator.generate(), oneTimeSecret: OneTimeCode.generate().base32)
    let master = try MasterKey(file: masterKeyFile)
    let key = try await KeyStore(master: master, database: database).keyForSetUp(of: Platform.tenant)
    let hash = try await hasher(master).hash(account.password)
    let secret = account.oneTimeSecret.map { key.seal($0, .oneTimeSecret).bytes }
    _ = try await database.pipelined(
      [
        """
        select identity.found_platform('回访平台', \(UUID.version7()), 'admin', '平台管理员', \(hash), \(secret),
          \(UUID.version7()), \(key.id), \(key.wrapped))
        """
      ], on: .work)
    return account
  }

  /// A dispatcher over a database of the service's role.
  static func dispatcher(_ database: Database, masterKeyFile: String, logger: Logger) throws -> Dispatcher {
    let master = try MasterKey(file: masterKeyFile)
    return Dispatcher(
      registry: try Composition.registry(), database: database, master: master, passwords: hasher(master),
      logger: logger)
  }

  private static func hasher(_ master: MasterKey) -> PasswordHasher {
    PasswordHasher(pepper: master.passwordPepper)
  }
}
