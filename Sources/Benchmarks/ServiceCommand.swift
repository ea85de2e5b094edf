import ArgumentParser
import FoundationEssentials
import Glibc
import Logging
import Postgres
import Server

/// The service in a process of its own, as the others here start it: with limits that don't stand in a load generator's way.
struct ServiceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "service", shouldDisplay: false)

  @Option var socketDirectory: String
  @Option var databasePort: Int
  @Option var masterKeyFile: String
  /// Written when requests are taken: the port.
  @Option var readyFile: String
  @Option var uploadPartBytes: Int?

  func run() async throws {
    signal(SIGPIPE, SIG_IGN)
    Self.endWithParent()
    var logger = Logger(label: "huifang") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .error
    let database = DatabaseConfiguration(
      host: socketDirectory, port: databasePort, database: Scene.databaseName, user: "huifang_service",
      password: ProcessInfo.processInfo.environment["PGPASSWORD"])
    var configuration = ServiceConfiguration(database: database, masterKeyFile: masterKeyFile, port: 0)
    configuration.limits.concurrentCalls = 1000
    configuration.limits.concurrentCallsAtMost = 2000
    configuration.limits.anonymousCallsPerMinute = 1_000_000_000
    configuration.limits.callsPerSecond = 1_000_000
    configuration.limits.callBurst = 1_000_000
    configuration.limits.signInsPerMinute = 1_000_000
    if let uploadPartBytes { configuration.limits.uploadPartBytes = uploadPartBytes }
    var service = try HuifangService(configuration, registry: try Composition.registry(), logger: logger)
    let file = readyFile
    service.onReady = { port in try? Data("\(port)\n".utf8).write(to: URL(filePath: file), options: .atomic) }
    try await service.run()
  }

  /// Nobody else ends this process when the one that started it is killed.
  private static func endWithParent() {
    Task {
      try await onThread {
        var byte: UInt8 = 0
        while unsafe read(STDIN_FILENO, &byte, 1) > 0 {}
        Glibc.exit(0)
      }
    }
  }
}
