import EmbeddedPostgres
import Logging
import Postgres

/// The database that an operator's command is about: the embedded one of a home, or one of the operator's own.
struct OperatorTarget: Sendable {
  /// A login that may see and do everything.
  let superuser: DatabaseConfiguration
  /// The master key's file.
  let masterKeyFile: String
  /// The home of an embedded service; nil for a database of somebody's own.
  let home: Home?

  /// An own database when one is named, else the embedded one.
  static func choose(
    _ place: HomeOption, _ options: DatabaseOptions, logger: Logger
  ) async throws -> OperatorTarget {
    let settings = try await options.settings()
    if settings.namesDatabase {
      var configuration = try await settings.database(user: "postgres")
      configuration.useFewConnections()
      return OperatorTarget(superuser: configuration, masterKeyFile: try settings.masterKeyFile(), home: nil)
    }
    let home = try place.existing()
    let database = EmbeddedDatabase(login: try EmbeddedPostgres.login(home: home.path), home: home, logger: logger)
    return OperatorTarget(superuser: database.superuserConfiguration(), masterKeyFile: home.masterKey, home: home)
  }
}
