import EmbeddedPostgres
import Logging
import Postgres
import Server
import ServiceLifecycle

/// The service with its own PostgreSQL, from the first file in its home to the last connection closed.
struct EmbeddedService: Service {
  let home: Home
  let port: Int
  let loadsDemo: Bool
  let logger: Logger

  /// Where the service listens.
  var url: String { "http://127.0.0.1:\(port)" }

  func run() async throws {
    try MasterKeyInHome(home: home).prepare()
    try checkPort()
    do {
      let cluster = try await cancelWhenGracefulShutdown {
        try await EmbeddedPostgres.start(
          EmbeddedPostgres.Configuration(
            home: home.path, purpose: .service,
            settings: ["max_connections": "\(EmbeddedDatabase.connectionsAtMost)"]), logger: logger)
      }
      try await stopping(cluster) { try await serve(cluster) }
    } catch  where Task.isShuttingDownGracefully && Self.isInterruption(error) {
      logger.info("stopped while starting")
    }
  }

  /// Runs the body and stops the cluster behind it, however it ended.
  private func stopping(_ cluster: EmbeddedPostgres, _ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch {
      do { try await cluster.stop() } catch { logger.error("\(error)") }
      throw error
    }
    try await cluster.stop()
  }

  private func serve(_ cluster: EmbeddedPostgres) async throws {
    let database = EmbeddedDatabase(login: cluster.login, home: home, logger: logger)
    let prepared = try await cancelWhenGracefulShutdown {
      try checkPort()
      try await database.prepare()
      return try HuifangService(
        ServiceConfiguration(
          database: try database.serviceConfiguration(), masterKeyFile: home.masterKey, host: "127.0.0.1", port: port,
          trustedProxies: [], jobsEnabled: true),
        registry: try Composition.registry(), logger: logger)
    }
    let (ready, isReady) = AsyncStream<Void>.makeStream()
    var listening = prepared
    listening.onReady = { _ in isReady.finish() }
    try await withThrowingTaskGroup(of: Bool.self) { [service = listening] group in
      group.addTask {
        try await service.run()
        return true
      }
      group.addTask { try await watch(cluster) }
      group.addTask {
        for await _ in ready {}
        try await greet(service, database)
        return false
      }
      // The others end with the service; whoever fails first ends it.
      while let isOver = try await group.next(), !isOver {}
      group.cancelAll()
    }
  }

  /// Ends the service when its database has gone.
  private func watch(_ cluster: EmbeddedPostgres) async throws -> Bool {
    guard case .crashed(let line) = try await cluster.waitForExit() else { return false }
    throw Problem(
      "PostgreSQL ended unexpectedly\(line.map { " (\($0))" } ?? ""): see \(cluster.logFile) and start again")
  }

  /// Loads what is missing and says that all is there.
  private func greet(_ service: HuifangService, _ database: EmbeddedDatabase) async throws {
    do {
      try await cancelWhenGracefulShutdown {
        if loadsDemo {
          try await DemoLoader(
            home: home, url: url, dispatcher: service.dispatcher,
            history: DemoHistory(login: database.superuserConfiguration(), logger: logger), logger: logger
          ).loadOnce()
        }
        try Task.checkCancellation()
        try PrivateFile.write("\(url)\n", to: home.address)
        try Greeting(home: home, url: url, databaseLog: "\(home.path)/postgres/log").show()
      }
    } catch  where Task.isShuttingDownGracefully {
      logger.info("stopped while loading the demo region; the next start goes on with it")
    }
  }

  /// Whether the port is free. While this home's own cluster runs, that is the better reason to name, and starting the
  /// cluster names it.
  private func checkPort() throws(Problem) {
    guard !ListeningPort.isFree(port), (try? EmbeddedPostgres.login(home: home.path)) == nil else { return }
    throw ListeningPort.taken(port)
  }

  private static func isInterruption(_ error: any Error) -> Bool {
    if case .cancelled? = error as? EmbeddedPostgresError { return true }
    if let error = error as? DatabaseError { return error.kind == .cancelled }
    return error is CancellationError
  }
}
