import FoundationEssentials
import Glibc

/// What a server that ended by force leaves in the way of the next one.
enum Leftovers {
  /// Makes PostgreSQL see a leftover `postmaster.pid` for what it is when its id is taken: by another program that got
  /// it meanwhile, or by the dead server itself as long as nobody has waited for it.
  ///
  /// Only the id is replaced, by one that no process can have: the file's other lines let the server check that the
  /// shared memory is free.
  static func disownReusedIdentifier(in data: String, user: ServerUser) throws(EmbeddedPostgresError) {
    let path = "\(data)/postmaster.pid"
    guard let text = ClusterFolder.text(of: path), let identifier = ServerProcess.identifier(in: data),
      ServerProcess.running(on: data) == nil, kill(identifier, 0) == 0 || errno == EPERM
    else { return }
    try Folder.write("\(Int32.max)\(text.drop { !$0.isNewline })", to: path, mode: 0o600, owner: user)
  }

  /// Removes a dead server's socket and the file that guards it, which names the same id. The home is ours, so that no
  /// living server can have its socket there.
  static func clearSocket(in socketFolder: String) {
    for name in [".s.PGSQL.\(SocketFolder.port)", ".s.PGSQL.\(SocketFolder.port).lock"] {
      unsafe unlink("\(socketFolder)/\(name)")
    }
  }

  /// Ends the processes of a server whose postmaster was killed: one that is busy would go on, keep the shared memory,
  /// and keep the next server from starting.
  static func endOrphans(of data: String) async throws(EmbeddedPostgresError) {
    guard ServerProcess.running(on: data) == nil, let folder = FileStatus(of: data) else { return }
    for entry in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
      guard let identifier = Int32(entry), let orphan = ServerProcess(identifier, workingIn: folder),
        ClusterFolder.text(of: "/proc/\(entry)/comm") == "postgres\n"
      else { continue }
      try await orphan.stop(.immediate)
    }
  }
}
