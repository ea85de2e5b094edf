import FoundationEssentials
import Glibc
import NIOCore
import Vault

/// A file on its way to the service, read in pieces.
struct UploadedFile: AsyncSequence, Sendable {
  typealias Element = ByteBuffer

  /// Where it lies.
  let path: String
  /// Its size in bytes.
  let size: Int
  /// The digest of its bytes, hexadecimal.
  let sha256: String

  private static let pieceSize = 256 << 10

  /// Looks at the file once from beginning to end.
  init(path: String) throws(Problem) {
    self.path = path
    let descriptor = try Self.descriptor(path)
    defer { close(descriptor) }
    var digest = RunningDigest()
    var size = 0
    while true {
      let piece = try Self.piece(of: descriptor, path)
      if piece.isEmpty { break }
      digest.update(piece)
      size += piece.count
    }
    self.size = size
    sha256 = Hexadecimal.text(digest.finish())
  }

  func makeAsyncIterator() -> Pieces { Pieces(path: path) }

  /// The pieces, one after the other.
  struct Pieces: AsyncIteratorProtocol {
    let path: String
    private var file: OpenFile?

    init(path: String) { self.path = path }

    mutating func next() async throws -> ByteBuffer? {
      let open = try file ?? OpenFile(UploadedFile.descriptor(path))
      file = open
      let piece = try UploadedFile.piece(of: open.descriptor, path)
      return piece.isEmpty ? nil : ByteBuffer(bytes: piece)
    }
  }

  private final class OpenFile {
    let descriptor: Int32
    init(_ descriptor: Int32) { self.descriptor = descriptor }
    deinit { close(descriptor) }
  }

  private static func descriptor(_ path: String) throws(Problem) -> Int32 {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Problem("\(path): \(unsafe String(cString: strerror(errno)))") }
    return descriptor
  }

  private static func piece(of descriptor: Int32, _ path: String) throws(Problem) -> [UInt8] {
    var piece = [UInt8](repeating: 0, count: pieceSize)
    let count = unsafe piece.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, pieceSize) }
    guard count >= 0 else { throw Problem("\(path): \(unsafe String(cString: strerror(errno)))") }
    return Array(piece.prefix(count))
  }
}
