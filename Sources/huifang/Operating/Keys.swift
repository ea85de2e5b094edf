import ArgumentParser
import EmbeddedPostgres
import Logging
import Vault

/// The master key and its change for another one, without stopping the service.
struct Keys: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Change the master key for another one while the service runs.",
    discussion: """
      1. `keys new-master` puts a new key in front of the old one in the key file; where processes run on several machines, \
      copy the file to all of them. A process reads the file again when it meets a data key that it can't open.
      2. `keys rotate-master` wraps every hospital's data key by the new key, in one transaction.
      3. Restart the processes one after the other, run `keys rotate-master` once more until it says 0, and take the old \
      key out of the file with `keys forget-previous`. Backups of before still need the old key: keep it with them.
      """, subcommands: [KeysNewMaster.self, KeysRotateMaster.self, KeysForgetPrevious.self])
}

/// Puts a fresh master key in front of the one in use.
struct KeysNewMaster: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new-master", abstract: "Put a new master key in front of the one in the key file.")

  @Option(help: "A file to keep the old key in, for the backups of before; it must not exist yet.", completion: .file())
  var keepOld: String

  @Option(
    help: "A new file for both keys, where the key file can't be written. (default: the key file)", completion: .file())
  var output: String?

  @OptionGroup var place: HomeOption
  @OptionGroup var options: DatabaseOptions

  func run() async throws {
    do {
      let settings = try await options.settings()
      let path = settings.namesDatabase ? try settings.masterKeyFile() : try place.existing().masterKey
      let old = try MasterKey(file: path)
      guard old.previous.isEmpty else {
        throw Problem(
          "\(path) holds an earlier key still: finish that change first (keys rotate-master, keys forget-previous)")
      }
      // Before anything depends on the new one.
      try old.write(to: keepOld)
      let new = old.successor()
      if let output { try new.write(to: output) } else { try new.replace(at: path) }
      Terminal.print("new master key in \(output ?? path); the old one, for the backups of before, in \(keepOld)")
      Terminal.print("go on with `huifang keys rotate-master`, once every process has this file")
    } catch {
      throw Problem(explaining: error)
    }
  }
}

/// Wraps the data keys by the key that stands first.
struct KeysRotateMaster: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate-master", abstract: "Wrap every data key by the first master key of the key file.")

  @OptionGroup var place: HomeOption
  @OptionGroup var options: DatabaseOptions

  func run() async throws {
    do {
      let outcome = try await Keys.rotation(place, options) { try await $0.run() }
      Terminal.print("\(outcome.rewrapped) of \(outcome.total) data keys wrapped anew, all verified")
    } catch {
      throw Problem(explaining: error)
    }
  }
}

/// Takes the earlier keys out of the file, once nothing needs them.
struct KeysForgetPrevious: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget-previous", abstract: "Take the earlier master key out of the key file, once nothing needs it.")

  @Option(help: "A new file, where the key file can't be written. (default: the key file)", completion: .file())
  var output: String?

  @OptionGroup var place: HomeOption
  @OptionGroup var options: DatabaseOptions

  func run() async throws {
    do {
      let settings = try await options.settings()
      let path = settings.namesDatabase ? try settings.masterKeyFile() : try place.existing().masterKey
      let master = try MasterKey(file: path)
      try await Keys.rotation(place, options) { rotation in try await rotation.requireDone() }
      if let output { try master.alone.write(to: output) } else { try master.alone.replace(at: path) }
      Terminal.print("\(output ?? path) holds the one key that everything is wrapped by")
    } catch {
      throw Problem(explaining: error)
    }
  }
}

extension Keys {
  /// Runs the body with the database and the key file that the options name.
  static func rotation<Value: Sendable>(
    _ place: HomeOption, _ options: DatabaseOptions, _ body: (MasterKeyRotation) async throws -> Value
  ) async throws -> Value {
    var logger = Logger(label: "huifang") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .warning
    let target = try await OperatorTarget.choose(place, options, logger: logger)
    let master = try MasterKey(file: target.masterKeyFile)
    return try await target.superuser.withDatabase(logger: logger) { database in
      try await body(MasterKeyRotation(database: database, master: master))
    }
  }
}
