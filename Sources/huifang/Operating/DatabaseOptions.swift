import ArgumentParser

/// Where the settings of a deployment come from. ``Settings`` reads the flags; they stand here to be known and explained.
struct DatabaseOptions: ParsableArguments {
  @Option(help: "A YAML file with the settings: database: {host: …}, masterKeyFile: …, port: …")
  var config: String?

  @Option(help: "The database's host, or the folder of its socket. (HUIFANG_DATABASE_HOST, and so on for the others)")
  var databaseHost: String?

  @Option(help: "The database's port. (default: 5432)")
  var databasePort: Int?

  @Option(help: "The database's name. (default: huifang)")
  var databaseName: String?

  @Option(help: "The login. (default: huifang_service; postgres for migrate, admin, keys, backup and restore)")
  var databaseUser: String?

  @Option(help: "A file whose first line is the login's password.")
  var databasePasswordFile: String?

  @Option(help: "disable or verify-full. (default: verify-full unless the database is on this machine)")
  var databaseTls: String?

  @Option(help: "The file of the root certificates (PEM) that the database's is verified against.")
  var databaseRootCertificate: String?

  @Option(help: "The file of the master key (mode 600).")
  var masterKeyFile: String?

  /// The settings of flags, environment and file.
  func settings() async throws(Problem) -> Settings {
    try await Settings(file: config)
  }
}
