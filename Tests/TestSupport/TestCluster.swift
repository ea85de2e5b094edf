public import EmbeddedPostgres
import FoundationEssentials
import Logging
public import Postgres
import SQL

/// The one throw-away PostgreSQL cluster of a test process, started when the first test wants it.
///
/// Nobody stops it: it is removed when the process ends, in whatever way.
public actor TestCluster {
  /// The cluster of this process.
  public static let shared = TestCluster()

  private var start: Task<Running, any Error>?
  private var templates: [String: Task<Void, any Error>] = [:]

  private struct Running: Sendable {
    let cluster: EmbeddedPostgres
    /// Makes and drops databases.
    let administration: Database
  }

  /// How to sign in to the cluster as its superuser.
  public var login: EmbeddedPostgres.Login {
    get async throws { try await running().cluster.login }
  }

  /// The superuser's way to a database of the cluster, with few connections, because many tests share the server.
  public func configuration(database: String) async throws -> DatabaseConfiguration {
    Self.configuration(database: database, login: try await login)
  }

  /// Builds a template once in this process, whoever asks first; the others wait for it.
  ///
  /// The body gets an empty database and must leave no connection to it behind: a database in use can't be copied.
  public func createTemplate(
    named name: String, build: @escaping @Sendable (DatabaseConfiguration) async throws -> Void
  ) async throws {
    let task =
      templates[name]
      ?? Task {
        try await create(name, from: "template0")
        try await build(configuration(database: name))
      }
    templates[name] = task
    try await task.value
  }

  /// A new database with all that the template has. Drop it with ``drop(_:)`` when it is no longer needed.
  public func clone(of template: String) async throws -> DatabaseConfiguration {
    try await templates[template]?.value
    let name = "test_" + UUID().uuidString.lowercased().filter { $0 != "-" }
    try await create(name, from: template)
    return try await configuration(database: name)
  }

  /// Drops a database, and ends what is still connected to it.
  public func drop(_ configuration: DatabaseConfiguration) async throws {
    _ = try await running().administration.pipelined(
      ["DROP DATABASE IF EXISTS \(identifier: configuration.database) WITH (FORCE)"], on: .work)
  }

  /// Copies files: with a cluster that doesn't wait for the disk that takes half as long as copying by the log.
  private func create(_ name: String, from template: String) async throws {
    _ = try await running().administration.pipelined(
      ["CREATE DATABASE \(identifier: name) TEMPLATE \(identifier: template) STRATEGY file_copy"], on: .work)
  }

  private func running() async throws -> Running {
    let task = start ?? Task { try await Self.launch() }
    start = task
    return try await task.value
  }

  private static func launch() async throws -> Running {
    let home = FileManager.default.temporaryDirectory.appending(path: "huifang-test-\(UUID().uuidString)").path
    var logger = Logger(label: "huifang.test-cluster")
    logger.logLevel = .warning
    let cluster = try await EmbeddedPostgres.start(
      EmbeddedPostgres.Configuration(home: home, purpose: .throwAway), logger: logger)
    let administration = Database(configuration(database: "postgres", login: cluster.login), logger: logger)
    try await administration.start()
    return Running(cluster: cluster, administration: administration)
  }

  private static func configuration(database: String, login: EmbeddedPostgres.Login) -> DatabaseConfiguration {
    var configuration = DatabaseConfiguration(
      host: login.socketDirectory, port: login.port, database: database, user: login.superuser,
      password: login.superuserPassword)
    configuration.point.connections = 2
    configuration.list.connections = 1
    configuration.write.connections = 2
    configuration.report.connections = 1
    configuration.work.connections = 2
    configuration.job.connections = 2
    return configuration
  }
}
