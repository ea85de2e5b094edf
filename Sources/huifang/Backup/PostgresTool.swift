import Postgres
import Subprocess

/// One of PostgreSQL's own tools, run with a login that never shows on its command line.
struct PostgresTool {
  /// `pg_dump` or `pg_restore`.
  let name: String
  let login: DatabaseConfiguration

  /// Runs it to its end.
  /// - Throws: a problem with the tool's own words when it fails, or with the package to install when it is missing.
  func run(_ arguments: [String]) async throws {
    let find = #"tool=$(command -v "$0" || echo "$(pg_config --bindir)/$0"); exec "$tool" "$@""#
    let result = try await Subprocess.run(
      .name("sh"), arguments: Arguments(["-c", find, name, "--no-password"] + arguments), environment: environment,
      output: .string(limit: 1 << 16), error: .combinedWithOutput)
    guard result.terminationStatus.isSuccess else {
      let said = result.standardOutput.split(whereSeparator: \.isNewline).prefix(3).joined(separator: "; ")
      throw Problem("\(name) failed (\(said)): is the package postgresql-client of the server's version installed?")
    }
  }

  private var environment: Environment {
    var variables: [Environment.Key: String?] = [
      "PGHOST": login.host, "PGPORT": "\(login.port)", "PGDATABASE": login.database, "PGUSER": login.user,
      "PGPASSWORD": login.password ?? "", "PGAPPNAME": "huifang \(name)", "LC_ALL": "C", "PGSSLMODE": "disable",
    ]
    if case .verifyFull(let certificate) = login.tls {
      variables["PGSSLMODE"] = "verify-full"
      variables["PGSSLROOTCERT"] = certificate
    }
    return .inherit.updating(variables)
  }
}
