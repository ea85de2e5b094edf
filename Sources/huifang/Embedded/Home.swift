import FoundationEssentials
import Glibc

/// The folder in which an embedded service keeps everything: its cluster, its keys, its logs.
struct Home: Sendable {
  /// The folder's path without links.
  let path: String

  /// Where it is when nobody says.
  static let usual = ".huifang"

  /// The folder that is meant: the option, else HUIFANG_HOME, else `.huifang`.
  static func path(option: String?, environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
    let named = option ?? environment["HUIFANG_HOME"] ?? usual
    return named.isEmpty ? usual : named
  }

  /// A home that is there already.
  init(existing path: String) throws(Problem) {
    guard let resolved = Self.resolve(path) else {
      throw Problem(
        "\(path): there is no such folder; start the service with `make run`, or name its folder with --home")
    }
    self.path = resolved
  }

  /// A home that is made when missing, for its owner only. A root's home lets the database's own user pass through, since
  /// PostgreSQL doesn't run as root; everything in it that is secret has a mode of its own.
  init(making path: String) throws(Problem) {
    let mode: mode_t = geteuid() == 0 ? 0o711 : 0o700
    let isNew = try Self.makeFolders(path, mode: mode)
    guard let resolved = Self.resolve(path), unsafe access(resolved, W_OK | X_OK) == 0 else {
      throw PrivateFile.refused(path)
    }
    // A folder that was there before is somebody's choice; one of ours has exactly this mode, whatever the umask is.
    guard unsafe !isNew || chmod(resolved, mode) == 0 else { throw PrivateFile.refused(path) }
    self.path = resolved
    for folder in [secrets, tokens, logs] {
      guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw PrivateFile.refused(folder) }
    }
  }

  /// The key that the tenants' data keys are wrapped by.
  var masterKey: String { "\(path)/master.key" }
  /// The demo's sign-ins.
  var demoAccounts: String { "\(path)/demo-accounts.json" }
  /// Says that the demo region is complete.
  var demoMarker: String { "\(path)/demo-loaded" }
  /// Passwords of the database's logins.
  var secrets: String { "\(path)/secrets" }
  /// The command line's sessions.
  var tokens: String { "\(path)/tokens" }
  /// The folder of the service's log.
  var logs: String { "\(path)/logs" }
  /// The service's log.
  var serviceLog: String { "\(logs)/huifang.log" }
  /// Where the service listens.
  var address: String { "\(path)/address" }

  /// Deletes what this program put into the home, and the home when nothing else is in it.
  func removeContents() throws(Problem) {
    for entry in [masterKey, demoAccounts, demoMarker, secrets, tokens, logs, address, "\(path)/instance.lock"]
    where FileManager.default.fileExists(atPath: entry) {
      do { try FileManager.default.removeItem(atPath: entry) } catch {
        throw Problem("\(entry) can't be deleted: see who owns it")
      }
    }
    _ = unsafe rmdir(path)
  }

  /// Makes a folder with those above it.
  /// - Returns: whether it is new.
  private static func makeFolders(_ path: String, mode: mode_t) throws(Problem) -> Bool {
    var isNew = false
    var above = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      above += "\(part)/"
      isNew = unsafe mkdir(above, mode) == 0
      guard isNew || errno == EEXIST else { throw PrivateFile.refused(path) }
    }
    return isNew
  }

  private static func resolve(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }
}
