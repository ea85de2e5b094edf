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
    case .failed(let name, let error): "\(name) failed, nothing of it remains: \(error)"
    case .endedTransaction(let name): "\(name) ended its transaction: take COMMIT and ROLLBACK out of it"
    case .unsuitablePassword(let role): "the password of \(role) must be of printable ASCII characters"
    }
  }
}
