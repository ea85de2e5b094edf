import ArgumentParser
import Glibc
import Logging
import Vault

/// Takes a backup while the service runs: the database into a folder, the master key apart from it.
struct Backup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the database into a folder, and the master key apart from it, while the service runs.",
    discussion: """
      Of the embedded service that runs in --home, or by a superuser's login of the database that --database-host or \
      --config names. The folder holds pg_dump's file and a manifest, signed with the master key, that counts every \
      table's rows. Names, numbers and notes in it are sealed; what people did and the names of staff are not: keep it \
      where only you can read it, and the keys elsewhere. Restore it with `huifang restore`.

      huifang backup --output /backups/2026-11-22 --keys /safe/huifang-master.key
      """)

  @Option(name: .shortAndLong, help: "The folder to write; it must not exist yet.", completion: .directory)
  var output: String

  @Option(help: "A file outside the folder to copy the master key to, or to find it in.", completion: .file())
  var keys: String?

  @OptionGroup var place: HomeOption
  @OptionGroup var options: DatabaseOptions

  @Flag(help: "Print the manifest as JSON.")
  var json = false

  func run() async throws {
    do {
      var logger = Logger(label: "huifang") { StreamLogHandler.standardError(label: $0) }
      logger.logLevel = .warning
      let target = try await OperatorTarget.choose(place, options, logger: logger)
      let master = try MasterKey(file: target.masterKeyFile)
      if let keys {
        try requireApart(keys)
        try keep(master, in: keys)
      }
      let manifest = try await DatabaseBackup(login: target.superuser, master: master, logger: logger).write(to: output)
      try show(manifest)
    } catch {
      throw Problem(explaining: error)
    }
  }

  /// Whoever has both can read everything.
  private func requireApart(_ keys: String) throws(Problem) {
    guard !keys.hasPrefix(output + "/"), keys != output else {
      throw Problem("\(keys) lies in the backup's folder: keep the keys apart from the data")
    }
  }

  /// Written once: the backups that follow find the same key there. Another one is never overwritten.
  private func keep(_ master: MasterKey, in path: String) throws {
    do {
      try master.write(to: path)
    } catch {
      guard case .exists = error else { throw error }
      guard try MasterKey(file: path).identity == master.identity else { throw error }
    }
  }

  private func show(_ manifest: BackupManifest) throws(Problem) {
    guard !json else { return Terminal.print(try PrettyJSON.text(try JSON.bytes(manifest))) }
    Terminal.print("\(output): \(manifest.rows) rows of \(manifest.tables.count) tables, \(manifest.dumpBytes) bytes")
    Terminal.print(
      keys.map { "master key: \($0); keep it apart from the folder" }
        ?? "the master key is not in it, and without it nobody can read the backup: copy it once with --keys FILE")
  }
}
