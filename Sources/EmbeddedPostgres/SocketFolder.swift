import Glibc

/// The folder of the server's socket: in the cluster's folder, or at a short path when that one won't do.
enum SocketFolder {
  /// The port is only a part of the socket's name, so that every cluster may have the usual one.
  static let port = 5432
  /// `sun_path` of a socket address holds 108 bytes, one of them the zero at the end (`unix(7)`).
  private static let longestSocketPath = 107

  /// Where a cluster's socket lies, whether it runs or not.
  static func path(for placement: Placement) -> String {
    let usual = placement.folder.socketFolder
    let isShort = usual.utf8.count + "/.s.PGSQL.\(port)".utf8.count <= longestSocketPath
    // To libpq a comma ends one host and begins the next.
    return isShort && !usual.contains(",") ? usual : short(for: placement)
  }

  /// The short path; it names the user, because `/tmp` is everybody's.
  static func short(for placement: Placement) -> String {
    placement.user.isOther && FileStatus(of: "/run")?.isFolder == true
      ? "/run/huifang-\(placement.folder.shortName)"
      : "/tmp/huifang-\(placement.user.user)-\(placement.folder.shortName)"
  }

  /// Makes the folder, so that only the server's user and root can enter it: the service is one of the two.
  static func make(for placement: Placement) throws(EmbeddedPostgresError) -> String {
    let path = path(for: placement)
    try Folder.make(path, mode: 0o700, owner: placement.user)
    return path
  }

  /// Removes the short folder of a server that has ended; one that still holds a socket stays.
  static func tidy(for placement: Placement) {
    unsafe rmdir(short(for: placement))
  }
}
