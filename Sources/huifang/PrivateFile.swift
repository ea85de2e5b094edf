import FoundationEssentials
import Glibc

/// Files that nobody but their owner may read.
enum PrivateFile {
  /// The file's text; nil when there is none.
  static func text(at path: String) -> String? {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { return nil }
    return String(decoding: data, as: UTF8.self)
  }

  /// The first line of a file that must be there, such as a password.
  static func secret(at path: String) throws(Problem) -> String {
    guard let line = text(at: path)?.split(whereSeparator: \.isNewline).first, !line.isEmpty else {
      throw Problem("\(path) can't be read or is empty: put the secret on its first line")
    }
    return String(line)
  }

  /// The secret kept in a file, made at the first time.
  static func keptSecret(at path: String, make: () -> String) throws(Problem) -> String {
    if let line = text(at: path)?.split(whereSeparator: \.isNewline).first { return String(line) }
    let secret = make()
    try write("\(secret)\n", to: path)
    return secret
  }

  /// Writes a file of mode 600 anew; a reader sees the old one or the whole new one.
  static func write(_ text: String, to path: String) throws(Problem) {
    let unfinished = "\(path).\(getpid()).unfinished"
    unsafe unlink(unfinished)
    let descriptor = unsafe open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw refused(path) }
    let isWritten = Terminal.write(Array(text.utf8), to: descriptor) && fsync(descriptor) == 0
    close(descriptor)
    guard isWritten, unsafe rename(unfinished, path) == 0 else {
      let problem = refused(path)
      unsafe unlink(unfinished)
      throw problem
    }
  }

  /// What the system said about the last call, with the remedy.
  static func refused(_ path: String) -> Problem {
    let reason = unsafe String(cString: strerror(errno))
    let remedy = errno == ENOSPC ? "free some space and start again" : "choose another folder with HUIFANG_HOME"
    return Problem("\(path): \(reason); \(remedy)")
  }
}
