import EmbeddedPostgres
import Logging
import Migrations
import Postgres
import SQL
import Vault

/// The database in an embedded cluster: made, migrated, checked and given a platform before anything is served.
struct EmbeddedDatabase: Sendable {
  /// The database's name.
  static let name = "huifang"

  let login: EmbeddedPostgres.Login
  let home: Home
  let logger: Logger

  /// How many connections the server takes: those of three processes of the service, and some for operators and backups.
  static var connectionsAtMost: Int {
    3 * DatabaseConfiguration(host: "", database: name, user: "").connectionCount + 15
  }

  /// How the service signs in.
  func serviceConfiguration() throws(Problem) -> DatabaseConfiguration {
    DatabaseConfiguration(
      host: login.socketDirectory, port: login.port, database: Self.name, user: "huifang_service",
      password: try password(of: "service"))
  }

  /// How an operator signs in as the cluster's superuser.
  func superuserConfiguration(database: String = Self.name) -> DatabaseConfiguration {
    var configuration = DatabaseConfiguration(
      host: login.socketDirectory, port: login.port, database: database, user: login.superuser,
      password: login.superuserPassword)
    configuration.applicationName = "huifang operator"
    configuration.useFewConnections()
    return configuration
  }

  /// The kept password of a login, made at the first time.
  func password(of login: String) throws(Problem) -> String {
    try PrivateFile.keptSecret(at: "\(home.secrets)/\(login).password") { PasswordGenerator.generate() }
  }

  /// Brings the database to where this version of the service needs it.
  func prepare() async throws {
    try await createDatabase()
    try await superuserConfiguration().withDatabase(logger: logger) { database in
      let migrator = Migrator(database: database, logger: logger)
      try await migrator.prepareRoles(
        servicePassword: try password(of: "service"), auditorPassword: try password(of: "auditor"))
      _ = try await migrator.migrate()
      try DatabaseCheck.require(try await migrator.check(skipping: ["006_server_version"]))
      try await foundPlatform(database)
    }
  }

  func createDatabase() async throws {
    try await superuserConfiguration(database: "postgres").withDatabase(logger: logger) { database in
      let found = try await database.pipelined(
        ["select 1 from pg_database where datname = \(Self.name)"], writes: false)
      guard found.first?.isEmpty != false else { return }
      _ = try await database.pipelined(["create database \(identifier: Self.name)"], on: .work)
    }
  }

  /// The first start makes the platform and its administrator. The secrets are kept before they are used, so that nobody
  /// is locked out by a start that was interrupted.
  private func foundPlatform(_ database: Database) async throws {
    let founding = PlatformFounding(database: database, masterKeyFile: home.masterKey)
    guard try await !founding.hasAdministrator() else { return }
    let account =
      try DemoAccounts.named(PlatformFounding.usualUsername, in: home) ?? PlatformFounding.newAccount(username: "admin")
    try DemoAccounts.add(account, in: home)
    try await founding.found(account, displayName: "平台管理员")
  }
}

extension DatabaseConfiguration {
  /// For a command that does one thing after the other.
  mutating func useFewConnections() {
    for lane in Lane.allCases {
      self[lane].connections = 1
    }
  }

  /// A database for as long as the body runs.
  func withDatabase<Value: Sendable>(
    logger: Logger, _ body: (Database) async throws -> Value
  ) async throws -> Value {
    let database = Database(self, logger: logger)
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
