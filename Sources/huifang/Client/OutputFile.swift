import Glibc

/// A file that a command writes, or the standard output when its name is `-`.
struct OutputFile {
  let path: String
  /// Whether others may read it: not when it holds personal data.
  let isPrivate: Bool

  /// Writes the whole content in the place of what was there.
  func write(_ bytes: [UInt8]) throws(Problem) {
    guard path != "-" else {
      Terminal.write(bytes, to: STDOUT_FILENO)
      return
    }
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, isPrivate ? 0o600 : 0o644)
    guard descriptor >= 0 else { throw problem }
    defer { close(descriptor) }
    // A file that was there before keeps its mode otherwise.
    if isPrivate, fchmod(descriptor, 0o600) != 0 { throw problem }
    guard Terminal.write(bytes, to: descriptor) else { throw problem }
  }

  private var problem: Problem { Problem("\(path): \(unsafe String(cString: strerror(errno)))") }
}
