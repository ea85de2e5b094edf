#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Why a master key's file was refused; the description is one line that says what to do.
public enum MasterKeyFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// There is no such file.
  case missing(path: String)
  /// A new key would have replaced a file, and with it perhaps the only key to a database.
  case exists(path: String)
  /// Group or others may read or change it; `mode` are its permission bits.
  case open(path: String, mode: UInt32)
  /// Not 32 bytes in Base64 on one line.
  case malformed(path: String)
  /// The system refused; `errno` tells why.
  case system(path: String, errno: Int32)

  /// What happened and what to do.
  public var description: String {
    switch self {
    case .missing(let path):
      "There is no master key at \(path): put the deployment's key file there; only a new deployment generates one."
    case .exists(let path):
      "\(path) exists already and is not overwritten: move it away first if it is certainly not a master key in use."
    case .open(let path, let mode):
      "The master key \(path) is open to others (mode \(String(mode, radix: 8))): run chmod 600 \(path)"
    case .malformed(let path):
      "\(path) is not a master key (32 bytes in Base64 on one line): restore the file from its backup."
    case .system(let path, let code):
      "The master key \(path) can't be used (\(reason(code))): check that the service's user owns it."
    }
  }
}

extension MasterKey {
  /// Reads a key file: 32 bytes in Base64 on one line, readable by its owner only.
  public init(file path: String) throws(MasterKeyFileError) {
    var text = try readPrivateFile(path)
    defer { wipe(&text) }
    while text.last == UInt8(ascii: "\n") || text.last == UInt8(ascii: "\r") { text.removeLast() }
    guard var bytes = BaseEncoding.base64Padded.decode(text), bytes.count == 32 else {
      throw .malformed(path: path)
    }
    defer { wipe(&bytes) }
    self.init(SecretBytes(copying: bytes))
  }

  /// Writes the key to a new file of mode 600, on disk when this returns; never overwrites one.
  public func write(to path: String) throws(MasterKeyFileError) {
    var bytes = secret.copied()
    defer { wipe(&bytes) }
    var text = BaseEncoding.base64Padded.encode(bytes) + [UInt8(ascii: "\n")]
    defer { wipe(&text) }
    try writePrivateFile(path, text)
  }
}

private func reason(_ code: Int32) -> String {
  guard let text = unsafe strerror(code) else { return "error \(code)" }
  return unsafe String(cString: text)
}

/// Checks the open file rather than its name, so that it can't be exchanged in between.
private func readPrivateFile(_ path: String) throws(MasterKeyFileError) -> [UInt8] {
  let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw errno == ENOENT ? .missing(path: path) : .system(path: path, errno: errno) }
  defer { close(file) }
  var status = stat()
  guard unsafe fstat(file, &status) == 0 else { throw .system(path: path, errno: errno) }
  guard status.st_mode & S_IFMT == S_IFREG else { throw .malformed(path: path) }
  guard status.st_mode & 0o077 == 0 else { throw .open(path: path, mode: UInt32(status.st_mode & 0o777)) }
  // One byte more than the longest file that can be right, so that a longer one shows.
  var bytes = [UInt8](repeating: 0, count: 48)
  let count = unsafe read(file, &bytes, bytes.count)
  guard count >= 0 else { throw .system(path: path, errno: errno) }
  bytes.removeLast(bytes.count - count)
  return bytes
}

private func writePrivateFile(_ path: String, _ bytes: [UInt8]) throws(MasterKeyFileError) {
  let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
  guard file >= 0 else { throw errno == EEXIST ? .exists(path: path) : .system(path: path, errno: errno) }
  defer { close(file) }
  guard unsafe write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
    let code = errno
    unsafe unlink(path)
    throw .system(path: path, errno: code)
  }
  syncFolder(of: path)
}

/// Makes the new name durable too; a file system that can't do that is no reason to refuse the key.
private func syncFolder(of path: String) {
  let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "."
  let descriptor = unsafe open(String(folder), O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
}
