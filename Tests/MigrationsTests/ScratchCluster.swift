import EmbeddedPostgres
import FoundationEssentials
import Logging
import Postgres
import SQL
import Synchronization

@testable import Migrations

/// A throw-away cluster with a migrated database, of which every test gets a copy of its own.
final class ScratchCluster: Sendable {
  static let servicePassword = "service-of-the-tests"
  private static let template = "migrated"
  private static let started = Task { try await ScratchCluster.start() }
  static var shared: ScratchCluster { get async throws { try await started.value } }

  let server: EmbeddedPostgres
  private let administration: Database
  private let count = Mutex(0)

  private init(_ server: EmbeddedPostgres) {
    self.server = server
    administration = Self.database("postgres", login: server.login)
  }

  /// Starts a cluster of its own, for tests that change its roles.
  static func start() async throws -> ScratchCluster {
    let home = FileManager.default.temporaryDirectory.path + "/huifang-migrations-" + UUID().uuidString
    let server = try await EmbeddedPostgres.start(
      .init(home: home, purpose: .throwAway), logger: Logger(label: "cluster"))
    let cluster = ScratchCluster(server)
    try await cluster.administration.start()
    _ = try await cluster.administration.pipelined(["create database \(identifier: template)"])
    try await cluster.with(database: template) { database in
      let migrator = Migrator(database: database, logger: Logger(label: "migrator"))
      try await migrator.prepareRoles(servicePassword: servicePassword, auditorPassword: "auditor-of-the-tests")
      _ = try await migrator.migrate()
    }
    return cluster
  }

  /// Ends a cluster of a test's own; the shared one ends with the process.
  func stop() async throws {
    await administration.close()
    try await server.stop()
  }

  /// Runs a body with a copy of the migrated database, logged in as the superuser.
  func withMigrated<R: Sendable>(_ body: (Database, String) async throws -> R) async throws -> R {
    try await withNew(copyOf: Self.template, body)
  }

  /// Runs a body with an empty database, logged in as the superuser.
  func withEmpty<R: Sendable>(_ body: (Database) async throws -> R) async throws -> R {
    try await withNew(copyOf: "template0") { database, _ in try await body(database) }
  }

  /// Runs a body with a login to a database; the superuser's unless another is named. A login that will be refused needs less patience.
  func with<R: Sendable>(
    database name: String, user: String? = nil, password: String? = nil, patience: Duration = .seconds(60),
    _ body: (Database) async throws -> R
  ) async throws -> R {
    let database = Self.database(name, login: server.login, user: user, password: password, patience: patience)
    do {
      try await database.start()
      let value = try await body(database)
      await database.close()
      return value
    } catch {
      await database.close()
      throw error
    }
  }

  private func withNew<R: Sendable>(
    copyOf template: String, _ body: (Database, String) async throws -> R
  ) async throws -> R {
    let name = "scratch\(count.withLock { $0 += 1; return $0 })"
    _ = try await administration.pipelined(
      ["create database \(identifier: name) template \(identifier: template)"])
    return try await with(database: name) { try await body($0, name) }
  }

  private static func database(
    _ name: String, login: EmbeddedPostgres.Login, user: String? = nil, password: String? = nil,
    patience: Duration = .seconds(60)
  ) -> Database {
    var configuration = DatabaseConfiguration(
      host: login.socketDirectory, port: login.port, database: name, user: user ?? login.superuser,
      password: password ?? login.superuserPassword)
    configuration.startTimeout = patience
    for lane in Lane.allCases { configuration[lane].connections = lane == .work ? 2 : 1 }
    return Database(configuration, logger: Logger(label: "database"))
  }
}
