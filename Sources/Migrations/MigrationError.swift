public import Postgres

/// Why the database can't be brought to, or isn't at, the state that this program was built for.
public enum MigrationError: Error, Sendable {
  /// A file of the program's can't be read: the resources are not where the program is.
  case unreadable(path: String)
  /// A migration's number is not the next one.
  case misnumbered(name: String, expected: String)
  /// A file was edited after it had been applied.
  case changed(name: String)
  /// A file that was applied isn't there any more.
  case missing(name: String)
  /// The database has had migrations that this program doesn't know: it belongs to a newer release.
  case databaseIsNewer(name: String)
  /// The record of what was applied doesn't fit its own chain of hashes.
  case historyTampered(name: String)
  /// The database was made by release 0.1, whose migrations the baseline of 0.2 replaces.
  case madeBeforeBaseline
  /// Functions, or the schemas, differ from what was applied, and no migration is pending under whose number they could be.
  case changedWithoutMigration(names: [String])
  /// The database has other functions of a name than its file makes.
  case functionsDiffer(name: String, inFile: Int, inDatabase: Int)
  /// A function is to be loaded after what is not there, or what is loaded after it.
  case unknownOrder(name: String, after: [String])
  /// A file failed; nothing of it remains. The server's message is in the log.
  case failed(name: String, DatabaseError)
  /// A file ended the transaction in which it ran, which no migration may.
  case endedTransaction(name: String)
  /// A password that is empty or has other characters than printable ASCII, which clients might normalise differently.
  case unsuitablePassword(role: String)
}

extension MigrationError: CustomStringConvertible {
  /// One line that says what to do.
  public var description: String {
    switch self {
    case .unreadable(let path): "can't read \(path): install the program together with its resources"
    case .misnumbered(let name, let expected): "migration \(name) should begin with \(expected): renumber it"
    case .changed(let name): "migration \(name) was edited after it had been applied: restore it and add a new one"
    case .missing(let name): "migration \(name) was applied and is missing: restore the file"
    case .databaseIsNewer(let name):
      "the database has had \(name), which this program doesn't know: use a newer release"
    case .historyTampered(let name): "the record of migration \(name) was changed in the database: restore a backup"
    case .madeBeforeBaseline:
      "this database was made before 0.2: export its hospitals with the release that made it and load them again"
    case .changedWithoutMigration(let names):
      "functions changed without a migration (\(names.joined(separator: ", "))): add one, an empty file will do"
    case .functionsDiffer(let name, let inFile, let inDatabase):
      "the database has \(inDatabase) functions \(name) where \(inFile) should be: drop what no file makes any more, "
        + "in the function's file or in the migration"
    case .unknownOrder(let name, let after):
      "\(name) names what is not there, or what comes after it: \(after.joined(separator: ", "))"
    case .failed(let name, let error): "\(name) failed, nothing of it remains: \(error)"
    case .endedTransaction(let name): "\(name) ended its transaction: take COMMIT and ROLLBACK out of it"
    case .unsuitablePassword(let role): "the password of \(role) must be of printable ASCII characters"
    }
  }
}
