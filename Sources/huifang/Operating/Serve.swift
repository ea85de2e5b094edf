import ArgumentParser
import Glibc
import Logging
import Migrations
import Server
import ServiceLifecycle

/// Runs the service with a PostgreSQL that somebody else runs.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the service with a PostgreSQL of yours.",
    discussion: """
      Flags win over the environment (HUIFANG_DATABASE_HOST …), the environment over the YAML file. Passwords and the \
      master key are read from files. Callers on other machines come by TLS: to this process, which takes a renewed \
      certificate up at SIGHUP, or to a proxy in front that is named as trusted. The database must have been migrated.

      database: {host: db.example, name: huifang, passwordFile: /run/secrets/db, rootCertificate: /etc/ssl/db.pem}
      masterKeyFile: /run/secrets/master.key
      """)

  @OptionGroup var options: DatabaseOptions

  @Option(help: "The address to listen on. (default: 127.0.0.1)")
  var host: String?

  @Option(help: "The port to listen on. (default: 8080)")
  var port: Int?

  @Option(help: "The file of the certificate that callers are shown, with those that lead to its root (PEM).")
  var tlsCertificateFile: String?

  @Option(help: "The file of the certificate's private key (PEM), closed to others.")
  var tlsKeyFile: String?

  @Option(parsing: .upToNextOption, help: "Addresses or ranges of proxies whose X-Forwarded-For is believed.")
  var trustedProxies: [String] = []

  @Option(help: "Whether this process takes up jobs. (default: true)")
  var jobs: Bool?

  @Option(help: "Jobs that are open in this process at once, each of another organization. (default: 4)")
  var openJobs: Int?

  @Option(help: "Calls that one account may make a second. (default: 50)")
  var limitsCallsPerSecond: Int?

  @Option(help: "Calls that one account may make at once after a pause. (default: 200)")
  var limitsCallBurst: Int?

  @Option(help: "Attempts to sign in under one name, a minute. (default: 10)")
  var limitsSignInsPerMinute: Int?

  @Option(help: "Calls without a credential, signing in included, of one address, a minute. (default: 120)")
  var limitsAnonymousCallsPerMinute: Int?

  @Option(help: "Days for which it is kept from where somebody was signed in, 184 at least. (default: 1096)")
  var retentionAddressDays: Int?

  func run() async throws {
    _ = signal(SIGPIPE, SIG_IGN)
    let configuration = try await options.settings().service()
    let logger = Logger(label: "huifang") { StreamLogHandler.standardError(label: $0) }
    try await Foreground.run(ExternalService(configuration: configuration, logger: logger), logger: logger)
  }
}

/// The service, once the database is found to be what it needs.
private struct ExternalService: Service {
  let configuration: ServiceConfiguration
  let logger: Logger

  func run() async throws {
    do {
      try await cancelWhenGracefulShutdown { try await checkDatabase() }
      var service = try HuifangService(configuration, registry: try Composition.registry(), logger: logger)
      let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
      let scheme = configuration.certificate == nil ? "http" : "https"
      service.onReady = { Terminal.print("ready \(scheme)://\(host):\($0)") }
      try await service.run()
    } catch is CancellationError where Task.isShuttingDownGracefully {
      logger.info("stopped while starting")
    }
  }

  private func checkDatabase() async throws {
    var few = configuration.database
    few.useFewConnections()
    try await few.withDatabase(logger: logger) { database in
      let migrator = Migrator(database: database, logger: logger)
      let pending = try await migrator.pending()
      guard pending.isEmpty else {
        throw Problem(
          "\(pending.count) migrations are missing (\(pending.joined(separator: ", "))): apply them with `huifang migrate`"
        )
      }
      try DatabaseCheck.require(try await migrator.check(skipping: ["006_server_version"]))
    }
  }
}
