import Glibc

/// Making folders and files with the owner and mode that they need, whatever the process's umask is.
enum Folder {
  /// Makes a folder unless it is there, with those above it, and returns its path without links.
  static func make(_ path: String, mode: mode_t) throws(EmbeddedPostgresError) -> String {
    let absolute = path.hasPrefix("/") ? path : "\(try resolve("."))/\(path)"
    var made = ""
    for part in absolute.split(separator: "/") {
      made += "/\(part)"
      guard unsafe mkdir(made, mode) != 0 else { continue }
      let reason = errno == EEXIST ? "is not a folder" : lastSystemError()
      guard FileStatus(of: made)?.isFolder == true else { throw .folderUnusable(path: made, reason: reason) }
    }
    return try resolve(absolute)
  }

  /// Makes one folder with exactly this mode, owned by the server's user; one that is there already must be theirs.
  static func make(_ path: String, mode: mode_t, owner: ServerUser) throws(EmbeddedPostgresError) {
    let isNew = unsafe mkdir(path, 0o700) == 0
    guard isNew || errno == EEXIST else { throw .folderUnusable(path: path, reason: lastSystemError()) }
    if isNew, owner.isOther, unsafe chown(path, owner.user, owner.group) != 0 {
      let reason = lastSystemError()
      unsafe rmdir(path)
      throw .folderUnusable(path: path, reason: reason)
    }
    guard let status = FileStatus(of: path, followingLinks: false), status.isFolder, status.user == owner.user else {
      throw .folderUnusable(path: path, reason: "belongs to somebody else")
    }
    guard unsafe chmod(path, mode) == 0 else { throw .folderUnusable(path: path, reason: lastSystemError()) }
  }

  /// The path without links and dots.
  static func resolve(_ path: String) throws(EmbeddedPostgresError) -> String {
    guard let resolved = unsafe realpath(path, nil) else {
      throw .folderUnusable(path: path, reason: lastSystemError())
    }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// Writes a small file anew; a reader sees the old one or the whole new one.
  static func write(
    _ text: String, to path: String, mode: mode_t, owner: ServerUser? = nil
  ) throws(EmbeddedPostgresError) {
    let unfinished = "\(path).unfinished"
    unsafe unlink(unfinished)
    let descriptor = unsafe open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw .folderUnusable(path: path, reason: lastSystemError()) }
    let bytes = Array(text.utf8)
    let isWritten =
      unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fchmod(descriptor, mode) == 0
      && owner.map { !$0.isOther || fchown(descriptor, $0.user, $0.group) == 0 } ?? true
      && rename(unfinished, path) == 0
    let reason = lastSystemError()
    close(descriptor)
    guard isWritten else { throw .folderUnusable(path: path, reason: reason) }
  }

  /// Whether hardly anything can be written to the disk that holds this folder: then the log can't say so either.
  static func isFull(_ path: String) -> Bool {
    var status = statvfs()
    return unsafe statvfs(path, &status) == 0 && status.f_bavail * status.f_bsize < 1 << 20
  }
}
