/// Why a private cluster can't be started, stopped or found. The description is one line that says what to do.
public enum EmbeddedPostgresError: Error, Sendable, Hashable {
  /// No PostgreSQL server was found in any of these folders.
  case postgresMissing(lookedIn: [String])
  /// The newest server found is older than the oldest that is supported.
  case postgresTooOld(version: String, folder: String)
  /// The programs in this folder can't be run.
  case postgresUnusable(folder: String, reason: String)
  /// The cluster's files belong to another major version than any server found.
  case clusterOfOtherVersion(cluster: Int, found: Int)
  /// Another process runs this home's cluster.
  case alreadyRunning(processIdentifier: Int32, home: String)
  /// A folder can't be made, entered or written.
  case folderUnusable(path: String, reason: String)
  /// A throw-away cluster was to take a folder that holds something.
  case homeNotEmpty(path: String)
  /// Started as root on a system without an unprivileged user to run the server as.
  case noUnprivilegedUser
  /// The cluster's files couldn't be laid down.
  case initialisationFailed(reason: String)
  /// The server ended while starting; the reason is the last line of its log that says why.
  case startFailed(reason: String, log: String)
  /// The server didn't accept connections in time and was stopped.
  case startTimedOut(seconds: Int64, log: String)
  /// A process didn't end when asked to.
  case stopFailed(processIdentifier: Int32)
  /// No server runs in this home.
  case notRunning(home: String)
  /// The task was cancelled before the cluster was up.
  case cancelled
}

extension EmbeddedPostgresError: CustomStringConvertible {
  /// One line: what is wrong and what to do about it.
  public var description: String {
    switch self {
    case .postgresMissing(let folders):
      "no PostgreSQL server found (looked in \(folders.joined(separator: ", "))): install the package postgresql, "
        + "or set \(Installation.variable) to the folder that holds initdb and pg_ctl"
    case .postgresTooOld(let version, let folder):
      "PostgreSQL \(version) in \(folder) is too old: install version \(Installation.oldestVersion) or newer, "
        + "or set \(Installation.variable) to its folder"
    case .postgresUnusable(let folder, let reason):
      "the PostgreSQL programs in \(folder) can't be run (\(reason)): repair that installation or set "
        + "\(Installation.variable) to another"
    case .clusterOfOtherVersion(let cluster, let found):
      "the data were written by PostgreSQL \(cluster), but only version \(found) is here: install "
        + "postgresql-\(cluster), or start afresh with `make reset`"
    case .alreadyRunning(let processIdentifier, let home):
      "process \(processIdentifier) already runs the database in \(home): stop it with `make stop`, "
        + "or choose another folder with HUIFANG_HOME"
    case .folderUnusable(let path, let reason):
      "\(path): \(reason)\(Self.advice(for: reason) ?? "; make it usable or choose another folder with HUIFANG_HOME")"
    case .homeNotEmpty(let path):
      "\(path) holds files already: a throw-away cluster needs a folder of its own"
    case .noUnprivilegedUser:
      "PostgreSQL doesn't run as root and there is neither a user postgres nor a user nobody: start as an ordinary user"
    case .initialisationFailed(let reason):
      "the database couldn't be created: \(reason)\(Self.advice(for: reason) ?? "")"
    case .startFailed(let reason, let log):
      "PostgreSQL didn't start: \(reason)\(Self.advice(for: reason) ?? "") (log: \(log))"
    case .startTimedOut(let seconds, let log):
      "PostgreSQL didn't accept connections within \(seconds) seconds: see \(log) and start again"
    case .stopFailed(let processIdentifier):
      "process \(processIdentifier) didn't stop when asked to: look at what it is doing, or end it with "
        + "`kill -9 \(processIdentifier)` and start again"
    case .notRunning(let home):
      "no database runs in \(home): start it with `make run`"
    case .cancelled:
      "interrupted before the database was up"
    }
  }

  /// What to do about the failures that a machine without room or rights produces.
  private static func advice(for reason: String) -> String? {
    if reason.contains("No space left on device") || reason.contains("Disk quota exceeded") {
      return ": free some disk space and start again"
    }
    if reason.contains("Cannot allocate memory") || reason.contains("shared memory") {
      return ": free some memory and start again"
    }
    if reason.contains("Permission denied") || reason.contains("Read-only file system") {
      return ": choose another folder with HUIFANG_HOME"
    }
    return nil
  }
}
