import ArgumentParser
import EmbeddedPostgres
import FoundationEssentials
import Logging
import Postgres
import Vault

/// Brings a backup back: into a new home with a PostgreSQL of its own, or into an empty database.
struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Restore a backup into a new home, or into an empty database of yours.",
    discussion: """
      Without a database named, a new home is made, and `huifang up --home …` goes on with it. With --database-host or \
      --config the database must be empty and the login a superuser's; the two password files set the logins of the \
      service and the auditor. Every table's rows are counted against the manifest, every data key is opened with the \
      master key, missing migrations are applied and the isolation is checked before it is called restored. Everybody \
      signs in anew.

      huifang restore /backups/2026-11-22 --keys /safe/huifang-master.key --home .huifang-restored
      """)

  @Argument(help: "The backup's folder.", completion: .directory)
  var folder: String

  @Option(help: "The file of the master key.", completion: .file())
  var keys: String

  @OptionGroup var place: HomeOption
  @OptionGroup var options: DatabaseOptions

  @Option(help: "A file with the password that huifang_service shall have; with a database of yours.")
  var servicePasswordFile: String?

  @Option(help: "A file with the password that huifang_auditor shall have; with a database of yours.")
  var auditorPasswordFile: String?

  func run() async throws {
    do {
      var logger = Logger(label: "huifang") { StreamLogHandler.standardError(label: $0) }
      logger.logLevel = .warning
      let settings = try await options.settings()
      let master = try MasterKey(file: keys)
      let backup = BackupFolder(path: folder)
      // Before anything is made: a wrong key or a damaged dump is told at once.
      try DatabaseRestore.requireKnown(try backup.verified(by: master))
      if settings.namesDatabase {
        try await restore(backup, master, into: settings, logger)
      } else {
        try await restore(backup, master, intoHome: place.path, logger)
      }
    } catch {
      throw Problem(explaining: error)
    }
  }

  private func restore(
    _ backup: BackupFolder, _ master: MasterKey, into settings: Settings, _ logger: Logger
  ) async throws {
    guard let servicePasswordFile, let auditorPasswordFile else {
      throw Problem("name --service-password-file and --auditor-password-file: the two logins get these passwords")
    }
    var login = try await settings.database(user: "postgres")
    login.useFewConnections()
    let manifest = try await DatabaseRestore(
      folder: backup, master: master, login: login, servicePassword: try PrivateFile.secret(at: servicePasswordFile),
      auditorPassword: try PrivateFile.secret(at: auditorPasswordFile), logger: logger
    ).run()
    show(manifest, next: "`huifang serve` with the master key in \(keys)")
  }

  private func restore(
    _ backup: BackupFolder, _ master: MasterKey, intoHome path: String, _ logger: Logger
  ) async throws {
    guard !FileManager.default.fileExists(atPath: "\(path)/postgres"),
      !FileManager.default.fileExists(atPath: "\(path)/master.key")
    else {
      throw Problem("\(path) holds a service already: name a new folder with --home")
    }
    let isNew = !FileManager.default.fileExists(atPath: path)
    let home = try Home(making: path)
    do {
      show(try await fill(home, backup, master, logger), next: "`huifang up --home \(path)`")
    } catch {
      // What is half there would stand in the way of the next attempt.
      if isNew {
        try? await EmbeddedPostgres.remove(home: home.path)
        try? home.removeContents()
      }
      throw error
    }
  }

  private func fill(
    _ home: Home, _ backup: BackupFolder, _ master: MasterKey, _ logger: Logger
  ) async throws -> BackupManifest {
    let cluster = try await EmbeddedPostgres.start(
      EmbeddedPostgres.Configuration(home: home.path, purpose: .service), logger: logger)
    let manifest: BackupManifest
    do {
      let database = EmbeddedDatabase(login: cluster.login, home: home, logger: logger)
      try await database.createDatabase()
      manifest = try await DatabaseRestore(
        folder: backup, master: master, login: database.superuserConfiguration(),
        servicePassword: try database.password(of: "service"), auditorPassword: try database.password(of: "auditor"),
        logger: logger
      ).run()
      // Last, so that a home with a key is one that was restored as a whole.
      try master.write(to: home.masterKey)
      try PrivateFile.write("restored\n", to: home.demoMarker)
    } catch {
      try await cluster.stop()
      throw error
    }
    try await cluster.stop()
    return manifest
  }

  private func show(_ manifest: BackupManifest, next: String) {
    Terminal.print(
      "restored \(manifest.rows) rows of \(manifest.tables.count) tables as of \(manifest.madeAt.formatted(.iso8601))")
    Terminal.print("go on with \(next)")
    Terminal.note("What was taken back since then is good again: look through accounts, roles and integration keys.")
  }
}
