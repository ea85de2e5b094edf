import Logging
public import Postgres

/// Gives a test a database of its own on the process's cluster and drops it afterwards.
public enum TestDatabase {
  /// How many databases are in use at a time: as many as the server has connections for, and the processors use for.
  private static let places = Places(12)

  /// An empty database, as the superuser.
  public static func withEmptyDatabase<R: Sendable>(
    _ body: (DatabaseConfiguration) async throws -> R
  ) async throws -> R {
    try await withDatabase(from: "template0", body)
  }

  /// An empty database with a superuser's connections to it, closed afterwards.
  public static func withDatabase(
    _ body: (Database, DatabaseConfiguration) async throws -> Void
  ) async throws {
    try await withEmptyDatabase { empty in
      var configuration = empty
      configuration.applicationName = "huifang-test"
      var logger = Logger(label: "huifang.test-database")
      logger.logLevel = .critical
      let database = Database(configuration, logger: logger)
      try await database.start()
      do {
        try await body(database, configuration)
      } catch {
        await database.close()
        throw error
      }
      await database.close()
    }
  }

  /// A copy of a template that ``TestCluster/createTemplate(named:build:)`` has made.
  public static func withClone<R: Sendable>(
    of template: String, _ body: (DatabaseConfiguration) async throws -> R
  ) async throws -> R {
    try await withDatabase(from: template, body)
  }

  private static func withDatabase<R: Sendable>(
    from template: String, _ body: (DatabaseConfiguration) async throws -> R
  ) async throws -> R {
    await places.take()
    let result: Result<R, any Error>
    do {
      let configuration = try await TestCluster.shared.clone(of: template)
      do { result = .success(try await body(configuration)) } catch { result = .failure(error) }
      try await TestCluster.shared.drop(configuration)
    } catch {
      await places.giveBack()
      throw error
    }
    await places.giveBack()
    return try result.get()
  }
}

/// Lets so many in at a time; the others wait in the order in which they came.
private actor Places {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { free = count }

  func take() async {
    guard free == 0 else { return free -= 1 }
    await withCheckedContinuation { waiting.append($0) }
  }

  func giveBack() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
