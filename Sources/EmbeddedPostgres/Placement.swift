import FoundationEssentials
import Glibc

/// Decides where a home's cluster lies: in the home itself, or, when the server's user can't work there (a home below
/// `/root`, a file system without owners), in a folder of the system's with a link in the home.
struct Placement: Sendable {
  /// Where clusters go whose home the server's user can't enter.
  static let systemFolder = "/var/lib/huifang"

  let home: String
  let folder: ClusterFolder
  let user: ServerUser

  private static func entry(in home: String) -> String { "\(home)/postgres" }

  /// The cluster of a home that has one.
  static func existing(in home: String) -> Placement? {
    guard let home = try? Folder.resolve(home), let path = try? Folder.resolve(entry(in: home)),
      FileStatus(of: path)?.isFolder == true, let user = try? ServerUser.choose(forDataIn: "\(path)/data")
    else { return nil }
    return Placement(home: home, folder: ClusterFolder(path: path), user: user)
  }

  /// The cluster's folder, made when this is the home's first start; the home is there and locked.
  static func prepare(home: String) async throws(EmbeddedPostgresError) -> Placement {
    let home = try Folder.resolve(home)
    if let existing = existing(in: home), existing.folder.dataVersion != nil || isLink(entry(in: home)) {
      guard try await existing.isUsable() else {
        throw .folderUnusable(path: existing.folder.path, reason: "the user who owns its data can't write there")
      }
      return existing
    }
    let user = try ServerUser.choose(forDataIn: "")
    let inside = Placement(
      home: home, folder: ClusterFolder(path: try Folder.make(entry(in: home), mode: 0o711)), user: user)
    if try await inside.isUsable() { return inside }
    guard user.isOther else {
      throw .folderUnusable(path: inside.folder.path, reason: "is not writable or its path is too long")
    }
    return try await outside(home: home, user: user)
  }

  /// A folder of a fresh name, so that a home that was deleted by hand never leaves its data to the next one.
  private static func outside(home: String, user: ServerUser) async throws(EmbeddedPostgresError) -> Placement {
    let name = "\(ClusterFolder(path: home).shortName)-\(String(UInt32.random(in: .min ... .max), radix: 16))"
    let path = try Folder.make("\(systemFolder)/\(name)", mode: 0o711)
    let placement = Placement(home: home, folder: ClusterFolder(path: path), user: user)
    guard try await placement.isUsable() else {
      throw .folderUnusable(path: path, reason: "the user who runs the server can't write there")
    }
    try Folder.write("\(home)\n", to: "\(path)/home", mode: 0o644)
    unsafe rmdir("\(entry(in: home))/log")
    unsafe rmdir(entry(in: home))
    guard unsafe symlink(path, entry(in: home)) == 0 else {
      throw .folderUnusable(path: entry(in: home), reason: lastSystemError())
    }
    return placement
  }

  /// Whether the server's user can really work in the folder: found by trying, not by reading modes.
  private func isUsable() async throws(EmbeddedPostgresError) -> Bool {
    // PostgreSQL cuts paths at 1,024 bytes; the longest name below the data has about a hundred.
    guard folder.path.utf8.count <= 900 else { return false }
    do { try Folder.make(folder.logFolder, mode: 0o700, owner: user) } catch { return false }
    let trial =
      #"cd -- "$0" && { rmdir trial 2>/dev/null; mkdir trial; } && chmod 700 trial && test -O trial && rmdir trial"#
    return try await Command(user: user, programs: "/usr/bin")
      .run(["sh", "-c", trial, folder.logFolder], in: "/").isSuccess
  }

  private static func isLink(_ path: String) -> Bool {
    FileStatus(of: path, followingLinks: false).map { $0.mode & S_IFMT == S_IFLNK } ?? false
  }

  /// Deletes the cluster, and, of a throw-away one, the home.
  func remove(withHome: Bool) throws(EmbeddedPostgresError) {
    let paths = [folder.path, Self.entry(in: home), SocketFolder.short(for: self)] + (withHome ? [home] : [])
    for path in paths where FileStatus(of: path, followingLinks: false) != nil {
      do { try FileManager.default.removeItem(atPath: path) } catch {
        throw .folderUnusable(path: path, reason: "can't be deleted")
      }
    }
  }
}
