import ArgumentParser
import EmbeddedPostgres
import FoundationEssentials
import Glibc
import Logging

/// Opens psql on the embedded database as one of its logins.
struct Psql: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open psql on the embedded database, as the service, the auditor or the owner.",
    discussion: """
      As the service nothing of any patient is visible: row security shows rows only in a transaction that has begun for \
      somebody who is signed in, and such a transaction commits only with its audit event written. With --as a person is \
      signed in, and psql knows two variables, which do by hand what the service does for each call:

        begin; :begin; select count(*) from discharges.patient; :close; commit;

      The trail then shows the method operator.psql under the person's name. Without :close the commit is refused. A \
      session ends after 15 idle minutes; then leave psql and come again. The auditor sees the trail of one tenant after \
      select set_config('app.tenant_id', '<tenant>', false), the owner is bound by row security too.

        huifang psql --role service --as nurse@49557184-0
        huifang psql --role owner -- -c '\\dt identity.*'
      """)

  /// The logins by the names that are typed.
  enum Login: String, ExpressibleByArgument, CaseIterable {
    case service, auditor, owner
  }

  @Option(help: "Whose eyes to look through.")
  var role = Login.service

  @Option(
    name: .customLong("as"), help: "With --role service: whom transactions can be begun for, such as nurse@49557184-0.")
  var username: String?

  @OptionGroup var service: ServiceOption

  @Argument(parsing: .captureForPassthrough, help: "Arguments of psql, behind --.")
  var arguments: [String] = []

  func validate() throws {
    if username != nil, role != .service { throw ValidationError("--as goes with --role service only") }
  }

  func run() async throws {
    do {
      let home = try service.place.existing()
      let logger = Logger(label: "huifang") { _ in SwiftLogNoOpLogHandler() }
      let database = EmbeddedDatabase(login: try EmbeddedPostgres.login(home: home.path), home: home, logger: logger)
      try setEnvironment(database)
      if let username {
        let opening = try await OpeningVariables(client: service.client(as: username), database: database).write()
        Self.set("PSQLRC", opening)
      }
    } catch {
      throw Problem(explaining: error)
    }
    try Self.execute(arguments.first == "--" ? Array(arguments.dropFirst()) : arguments)
  }

  private func setEnvironment(_ database: EmbeddedDatabase) throws {
    Self.set("PGHOST", database.login.socketDirectory)
    Self.set("PGPORT", "\(database.login.port)")
    Self.set("PGDATABASE", EmbeddedDatabase.name)
    Self.set("PGAPPNAME", "huifang psql")
    switch role {
    case .service, .auditor:
      Self.set("PGUSER", "huifang_\(role.rawValue)")
      Self.set("PGPASSWORD", try database.password(of: role.rawValue))
    case .owner:
      Self.set("PGUSER", database.login.superuser)
      Self.set("PGPASSWORD", database.login.superuserPassword)
      Self.set("PGOPTIONS", "-c role=huifang_owner")
    }
  }

  private static func set(_ name: String, _ value: String) {
    _ = unsafe setenv(name, value, 1)
  }

  /// Becomes psql.
  private static func execute(_ arguments: [String]) throws(Problem) {
    var words = unsafe (["psql"] + arguments).map { unsafe strdup($0) }
    unsafe words.append(nil)
    _ = unsafe execvp("psql", &words)
    throw Problem(
      "psql can't be run (\(unsafe String(cString: strerror(errno)))): install the package postgresql-client")
  }
}
