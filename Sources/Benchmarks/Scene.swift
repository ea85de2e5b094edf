import EmbeddedPostgres
import FoundationEssentials
import Glibc
import Logging
import Migrations
import Postgres
import SQL
import Vault

/// A throw-away folder with a durable cluster, the migrated database and a master key.
struct Scene: Sendable {
  /// The database's name.
  static let databaseName = "huifang"

  let home: String
  let passwords: Passwords
  let logger: Logger

  /// The logins' passwords, random for each scene.
  struct Passwords: Sendable {
    let service = PasswordGenerator.generate()
    let auditor = PasswordGenerator.generate()
  }

  /// The master key's file.
  var masterKeyFile: String { "\(home)/master.key" }

  /// A new folder's path, below the folder for temporary files. It is made by the cluster's start.
  init(name: String) {
    var logger = Logger(label: "huifang.\(name)") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .error
    self.logger = logger
    passwords = Passwords()
    home =
      FileManager.default.temporaryDirectory
      .appending(path: "huifang-\(name)-\(String(UInt32.random(in: .min ... .max), radix: 16))").path
  }

  /// Starts the cluster for as long as the body runs, and removes everything behind it.
  func withCluster<Value: Sendable>(
    settings: [String: String] = [:], _ body: (EmbeddedPostgres) async throws -> Value
  ) async throws -> Value {
    let cluster = try await EmbeddedPostgres.start(
      EmbeddedPostgres.Configuration(home: home, purpose: .throwAway, durable: true, settings: settings), logger: logger
    )
    do {
      try MasterKey.generate().write(to: masterKeyFile)
      try await prepareDatabase(cluster.login)
      let value = try await body(cluster)
      try await cluster.stop()
      return value
    } catch {
      try? await cluster.stop()
      throw error
    }
  }

  /// Makes and migrates the database.
  func prepareDatabase(_ login: EmbeddedPostgres.Login) async throws {
    try await withSuperuser(login, database: "postgres") { database in
      _ = try await database.pipelined(["create database \(identifier: Self.databaseName)"], on: .work)
    }
    try await withSuperuser(login) { database in
      let migrator = Migrator(database: database, logger: logger)
      try await migrator.prepareRoles(servicePassword: passwords.service, auditorPassword: passwords.auditor)
      _ = try await migrator.migrate()
    }
  }

  /// The service's way to the database.
  func serviceConfiguration(_ login: EmbeddedPostgres.Login) -> DatabaseConfiguration {
    DatabaseConfiguration(
      host: login.socketDirectory, port: login.port, database: Self.databaseName, user: "huifang_service",
      password: passwords.service)
  }

  /// A database of the superuser's, on few connections, for as long as the body runs.
  func withSuperuser<Value: Sendable>(
    _ login: EmbeddedPostgres.Login, database name: String = Scene.databaseName,
    _ body: (Database) async throws -> Value
  ) async throws -> Value {
    var configuration = DatabaseConfiguration(
      host: login.socketDirectory, port: login.port, database: name, user: login.superuser,
      password: login.superuserPassword)
    for lane in Lane.allCases { configuration[lane].connections = 1 }
    return try await Self.withDatabase(configuration, logger: logger, body)
  }

  /// A database for as long as the body runs.
  static func withDatabase<Value: Sendable>(
    _ configuration: DatabaseConfiguration, logger: Logger, _ body: (Database) async throws -> Value
  ) async throws -> Value {
    let database = Database(configuration, logger: logger)
    try await database.start()
    do {
      let value = try await body(database)
      await database.close()
      return value
    } catch {
      await database.close()
      throw error
    }
  }
}
