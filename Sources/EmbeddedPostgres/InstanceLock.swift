import Glibc

/// Held for as long as a process runs a home's cluster. The kernel lets go of it when the process ends in any way.
final class InstanceLock: Sendable {
  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit {
    // A child between fork and exec has the descriptor too: closing ours alone would leave the lock to it for a moment.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  private static func path(in home: String) -> String { "\(home)/instance.lock" }

  /// Takes a home, which is made when missing.
  static func take(home: String) throws(EmbeddedPostgresError) -> InstanceLock {
    // The server's user has to pass through a root's home; an ordinary user's home is nobody else's business.
    let home = try Folder.make(home, mode: geteuid() == 0 ? 0o755 : 0o700)
    return try take(path(in: home), home: home)
  }

  /// Takes the lock and leaves this process's id in it for those who come later.
  static func take(_ path: String, home: String) throws(EmbeddedPostgresError) -> InstanceLock {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .folderUnusable(path: path, reason: lastSystemError()) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .alreadyRunning(processIdentifier: holder(of: path) ?? 0, home: home)
    }
    let lock = InstanceLock(descriptor: descriptor)
    let line = Array("\(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0, unsafe write(descriptor, line, line.count) == line.count else {
      throw .folderUnusable(path: path, reason: lastSystemError())
    }
    return lock
  }

  /// Takes a home from the process that holds it, which is asked to end and has so long to do so. Nothing when no
  /// process ever took the home.
  static func takeOver(
    home: String, patience: Duration
  ) async throws(EmbeddedPostgresError) -> (lock: InstanceLock, hadHolder: Bool)? {
    guard FileStatus(of: path(in: home)) != nil else { return nil }
    let deadline = ContinuousClock.now + patience
    var asked: Int32?
    while true {
      do {
        return (try take(home: home), asked != nil)
      } catch {
        guard case .alreadyRunning(let holder, _) = error, holder > 1, holder != getpid(),
          ContinuousClock.now < deadline
        else {
          throw asked.map { .stopFailed(processIdentifier: $0) } ?? error
        }
        if asked != holder, kill(holder, SIGTERM) != 0, errno == EPERM { throw error }
        asked = holder
        do { try await Task.sleep(for: .milliseconds(50)) } catch { throw .cancelled }
      }
    }
  }

  /// The process that took the lock last.
  private static func holder(of path: String) -> Int32? {
    ClusterFolder.text(of: path).flatMap { Int32($0.prefix { $0.isNumber }) }
  }
}
