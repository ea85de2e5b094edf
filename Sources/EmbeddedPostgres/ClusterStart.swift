import FoundationEssentials
import Logging

/// The steps from a configuration to a server that accepts connections.
struct ClusterStart: Sendable {
  let configuration: EmbeddedPostgres.Configuration
  let placement: Placement
  let installation: Installation
  let locks: [InstanceLock]
  let watcher: Watcher?
  let logger: Logger

  private var folder: ClusterFolder { placement.folder }
  private var command: Command { Command(user: placement.user, programs: installation.folder) }

  var login: EmbeddedPostgres.Login {
    EmbeddedPostgres.Login(
      socketDirectory: SocketFolder.path(for: placement), port: SocketFolder.port, superuser: "postgres",
      superuserPassword: folder.superuserPassword ?? "")
  }

  /// Takes the home and looks for the programs. Both the home and the cluster's folder are locked, for a copied home
  /// may lead to the same folder.
  init(_ configuration: EmbeddedPostgres.Configuration, logger: Logger) async throws(EmbeddedPostgresError) {
    self.configuration = configuration
    self.logger = logger
    let isThrowAway = configuration.purpose == .throwAway
    if isThrowAway, (try? FileManager.default.contentsOfDirectory(atPath: configuration.home))?.isEmpty == false {
      throw .homeNotEmpty(path: configuration.home)
    }
    let homeLock = try InstanceLock.take(home: configuration.home)
    placement = try await Placement.prepare(home: configuration.home)
    locks = [homeLock, try InstanceLock.take(placement.folder.lock, home: placement.home)]
    watcher = isThrowAway ? try await Watcher.start(over: placement) : nil
    installation = try await Installation.find(
      forClusterOf: placement.folder.dataVersion, user: placement.user,
      environment: ProcessInfo.processInfo.environment)
  }

  func run() async throws(EmbeddedPostgresError) -> ServerProcess {
    try await stopOrphan()
    if folder.dataVersion == nil {
      logger.info("creating the database", metadata: ["folder": "\(folder.path)"])
      try await Initialisation(placement: placement, command: command, isDurable: configuration.durable).run()
    }
    let socketFolder = try SocketFolder.make(for: placement)
    Leftovers.clearSocket(in: socketFolder)
    let settings = ServerSettings(configuration: configuration, socketFolder: socketFolder)
    try Folder.write(settings.text, to: folder.settings, mode: 0o644)
    return try await launch()
  }

  /// A server that outlived its service is stopped in good order and started again: then its settings, its version and
  /// its clients are ours.
  private func stopOrphan() async throws(EmbeddedPostgresError) {
    if let orphan = ServerProcess.running(on: folder.data) {
      logger.notice("taking over a database that was left running", metadata: ["pid": "\(orphan.identifier)"])
      try await orphan.stop(.orderly)
    }
    try await Leftovers.endOrphans(of: folder.data)
    try Leftovers.disownReusedIdentifier(in: folder.data, user: placement.user)
  }

  private func launch() async throws(EmbeddedPostgresError) -> ServerProcess {
    ServerLog.rotate(folder.log)
    let logBefore = ServerLog.size(of: folder.log)
    let seconds = max(1, configuration.startTimeout.components.seconds)
    do throws(EmbeddedPostgresError) {
      let outcome = try await command.run(
        [
          "pg_ctl", "start", "--pgdata=data", "--log=log/postgresql.log", "--wait", "--timeout=\(seconds)", "--silent",
        ], in: folder.path)
      if outcome.isSuccess, let server = ServerProcess.running(on: folder.data) {
        logger.info("database started", metadata: ["pid": "\(server.identifier)", "log": "\(folder.log)"])
        return server
      }
      let isSlow = ServerProcess.running(on: folder.data) != nil
      let reason =
        Folder.isFull(folder.path)
        ? "No space left on device"
        : ServerLog.reason(inFile: folder.log, after: logBefore) ?? ServerLog.reason(in: outcome.output)
      throw isSlow
        ? .startTimedOut(seconds: seconds, log: folder.log)
        : .startFailed(reason: reason ?? "no reason given", log: folder.log)
    } catch {
      try? await ServerProcess.running(on: folder.data)?.stop(.immediate)
      throw error
    }
  }
}
