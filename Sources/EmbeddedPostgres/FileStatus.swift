import Glibc

/// What the file system says of a path: whose it is, what it is, and which file it is.
struct FileStatus: Sendable, Hashable {
  let user: uid_t
  let group: gid_t
  let mode: mode_t
  let device: dev_t
  let inode: ino_t
  /// In bytes.
  let size: Int

  var isFolder: Bool { mode & S_IFMT == S_IFDIR }

  /// Nothing when there is no such file, or when this process may not see it.
  init?(of path: String, followingLinks: Bool = true) {
    var status = stat()
    guard unsafe (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
    user = status.st_uid
    group = status.st_gid
    mode = status.st_mode
    device = status.st_dev
    inode = status.st_ino
    size = Int(status.st_size)
  }

  /// Whether two paths lead to one file.
  func isSameFile(as other: FileStatus) -> Bool { device == other.device && inode == other.inode }
}

/// The system's words for the error that the last call left.
func lastSystemError() -> String {
  unsafe String(cString: strerror(errno))
}
