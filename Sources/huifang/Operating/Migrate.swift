import ArgumentParser
import Logging
import Migrations
import Postgres

/// Brings a PostgreSQL of somebody's to where this version of the service needs it.
struct Migrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Apply missing migrations to a PostgreSQL of yours.",
    discussion: """
      By a login that is a superuser or a member of huifang_owner. The first time, as a superuser, with --prepare-roles \
      and files of the passwords that huifang_service and huifang_auditor shall have. Running it again does no harm. \
      `huifang up` migrates its own database by itself.
      """)

  @OptionGroup var options: DatabaseOptions

  @Flag(help: "Make the roles first, or bring them up to date.")
  var prepareRoles = false

  @Option(help: "A file with the password that huifang_service shall have.")
  var servicePasswordFile: String?

  @Option(help: "A file with the password that huifang_auditor shall have.")
  var auditorPasswordFile: String?

  func validate() throws {
    if prepareRoles, servicePasswordFile == nil || auditorPasswordFile == nil {
      throw ValidationError("--prepare-roles needs --service-password-file and --auditor-password-file")
    }
  }

  func run() async throws {
    do {
      var configuration = try await options.settings().database(user: "postgres")
      configuration.useFewConnections()
      var logger = Logger(label: "huifang") { StreamLogHandler.standardError(label: $0) }
      logger.logLevel = .warning
      let findings = try await configuration.withDatabase(logger: logger) { [logger] database in
        let migrator = Migrator(database: database, logger: logger)
        try await prepareRoles(migrator)
        let applied = try await migrator.migrate()
        for name in applied { Terminal.print("applied \(name)") }
        if applied.isEmpty { Terminal.print("nothing to apply") }
        return try await migrator.check(skipping: ["006_server_version"])
      }
      try DatabaseCheck.require(findings)
    } catch {
      let problem = Problem(explaining: error)
      throw Self.isAboutRoles(error)
        ? Problem("\(problem): the roles may be missing; run it once as a superuser with --prepare-roles") : problem
    }
  }

  /// Whether the server knows no such role, or the role may not what it has to.
  private static func isAboutRoles(_ error: any Error) -> Bool {
    let states: Set = ["42501", "42704", "22023"]
    if case .failed(_, let error)? = error as? MigrationError { return error.sqlState.map(states.contains) ?? false }
    return (error as? DatabaseError)?.sqlState.map(states.contains) ?? false
  }

  private func prepareRoles(_ migrator: Migrator) async throws {
    guard prepareRoles, let servicePasswordFile, let auditorPasswordFile else { return }
    try await migrator.prepareRoles(
      servicePassword: try PrivateFile.secret(at: servicePasswordFile),
      auditorPassword: try PrivateFile.secret(at: auditorPasswordFile))
  }
}
