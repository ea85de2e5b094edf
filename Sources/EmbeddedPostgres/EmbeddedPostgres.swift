import FoundationEssentials
public import Logging
import Synchronization

/// A private PostgreSQL cluster: its own data, its own password, reachable by a socket in its own folder only.
///
/// One process at a time runs a home's cluster. It drops to an unprivileged user when it is started as root, finds a
/// place that this user can enter, goes on with the data of the last time, and copes with what a `kill -9` of either
/// side left. Stop it with ``stop()``; a service's cluster that wasn't stopped is taken over by the next start, a
/// throw-away one is removed by a watcher.
public final class EmbeddedPostgres: Sendable {
  /// How to sign in as the superuser.
  public let login: Login
  /// The server's log.
  public let logFile: String
  /// PostgreSQL's data folder.
  public let dataDirectory: String
  /// The server's major version.
  public let version: Int

  private let configuration: Configuration
  private let placement: Placement
  private let server: ServerProcess
  private let locks: Mutex<[InstanceLock]>
  private let watcher: Watcher?
  private let isStopped = Mutex(false)
  /// How long the log was when the server was up: what follows may say how it ended.
  private let logAtStart: Int
  private let logger: Logger

  /// The folder that holds the server's socket: libpq's `host`.
  public var socketDirectory: String { login.socketDirectory }
  /// The port within that folder.
  public var port: Int { login.port }
  /// The superuser's name.
  public var superuser: String { login.superuser }
  /// The superuser's password.
  public var superuserPassword: String { login.superuserPassword }
  /// The process id of the server (its postmaster).
  public var processIdentifier: Int32 { server.identifier }

  /// Starts the cluster, which is laid down first when the home has none, and returns when it accepts connections.
  public static func start(
    _ configuration: Configuration, logger: Logger
  ) async throws(EmbeddedPostgresError) -> EmbeddedPostgres {
    let start = try await ClusterStart(configuration, logger: logger)
    let server = try await start.run()
    return EmbeddedPostgres(start, server: server)
  }

  private init(_ start: ClusterStart, server: ServerProcess) {
    let folder = start.placement.folder
    login = start.login
    logFile = folder.log
    dataDirectory = folder.data
    version = start.installation.majorVersion
    configuration = start.configuration
    placement = start.placement
    self.server = server
    locks = Mutex(start.locks)
    watcher = start.watcher
    logger = start.logger
    logAtStart = ServerLog.size(of: folder.log)
  }

  /// Stops the server, in a cancelled task too, and lets the next process have the home; a throw-away cluster is
  /// removed. Stopping again does nothing.
  public func stop() async throws(EmbeddedPostgresError) {
    let wasStopped = isStopped.withLock { isStopped in
      defer { isStopped = true }
      return isStopped
    }
    guard !wasStopped else { return }
    defer { locks.withLock { $0 = [] } }
    switch configuration.purpose {
    case .service:
      try await server.stop(.orderly)
      SocketFolder.tidy(for: placement)
    case .throwAway:
      try await server.stop(.immediate)
      try await Leftovers.endOrphans(of: dataDirectory)
      try placement.remove(withHome: true)
      watcher?.dismiss()
    }
    logger.info("database stopped", metadata: ["pid": "\(server.identifier)"])
  }

  /// Waits until the server has ended and says how. A service whose database has gone ends itself, or starts it again.
  public func waitForExit() async throws(CancellationError) -> Exit {
    try await server.waitForEnd()
    guard !isStopped.withLock({ $0 }) else { return .stopped }
    return .crashed(lastLogLine: ServerLog.lastLine(inFile: logFile, after: logAtStart))
  }
}
