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
  /// Not 32 bytes in Base64 on one line, or something else behind it than a pepper and earlier keys.
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
  /// Reads a key file: 32 bytes in Base64 on one line, readable by its owner only. A key that has followed another has lines behind it:
  /// `pepper` and, while the change is under way, `previous`, each with 32 bytes.
  public init(file path: String) throws(MasterKeyFileError) {
    var text = try readPrivateFile(path)
    defer { wipe(&text) }
    while text.last == UInt8(ascii: "\n") || text.last == UInt8(ascii: "\r") { text.removeLast() }
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard let first = lines.first, let secret = Self.secret(first) else { throw .malformed(path: path) }
    var pepper: SecretBytes?
    var previous: [SecretBytes] = []
    for line in lines.dropFirst() {
      if let bytes = Self.secret(line, after: Self.pepperMark), pepper == nil {
        pepper = bytes
      } else if let bytes = Self.secret(line, after: Self.previousMark) {
        previous.append(bytes)
      } else {
        throw .malformed(path: path)
      }
    }
    self.init(secret, pepper: pepper, previous: previous.map { MasterKey($0, pepper: pepper) })
  }

  private static let pepperMark = "pepper "
  private static let previousMark = "previous "

  private static func secret(_ line: ArraySlice<UInt8>, after mark: String = "") -> SecretBytes? {
    guard line.starts(with: mark.utf8) else { return nil }
    var text = Array(line.dropFirst(mark.utf8.count))
    defer { wipe(&text) }
    guard var bytes = BaseEncoding.base64Padded.decode(text), bytes.count == 32 else { return nil }
    defer { wipe(&bytes) }
    return SecretBytes(copying: bytes)
  }

  /// Writes the key to a new file of mode 600, on disk when this returns; never overwrites one.
  public func write(to path: String) throws(MasterKeyFileError) {
    var text = fileText()
    defer { wipe(&text) }
    try writePrivateFile(path, text)
  }

  /// Puts the key in the place of the one that the file holds: a reader sees the old file or the whole new one, a crash leaves one of
  /// them.
  public func replace(at path: String) throws(MasterKeyFileError) {
    let unfinished = "\(path).unfinished"
    unsafe unlink(unfinished)
    var before = stat()
    let isThere = unsafe stat(path, &before) == 0
    try write(to: unfinished)
    // It stays the service's own, whoever changes it.
    guard unsafe !isThere || chown(unfinished, before.st_uid, before.st_gid) == 0, unsafe rename(unfinished, path) == 0
    else {
      let code = errno
      unsafe unlink(unfinished)
      throw .system(path: path, errno: code)
    }
    syncFolder(of: path)
  }

  private func fileText() -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(1024)
    func add(_ mark: String, _ secret: SecretBytes) {
      var bytes = secret.copied()
      defer { wipe(&bytes) }
      var line = BaseEncoding.base64Padded.encode(bytes)
      defer { wipe(&line) }
      text += Array(mark.utf8)
      text += line
      text.append(UInt8(ascii: "\n"))
    }
    add("", secret)
    if let inheritedPepper { add(Self.pepperMark, inheritedPepper) }
    for key in previous { add(Self.previousMark, key.secret) }
    return text
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
  // More than a key with a dozen before it; a longer file is cut off and doesn't decode.
  var bytes = [UInt8](repeating: 0, count: 1024)
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
