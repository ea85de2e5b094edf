import HummingbirdCore
import NIOCore

/// Reads a body up to a limit, and what is left of it after an answer that didn't need it.
struct BodyReader {
  private var iterator: RequestBody.AsyncIterator
  private var isAtEnd = false

  /// What is read of a body that is refused, so that the client gets to see the answer before the connection closes.
  private static let patience = 8 << 20

  init(_ body: RequestBody) {
    iterator = body.makeAsyncIterator()
  }

  /// The next bytes; nil at the end.
  @concurrent
  mutating func next() async throws -> ByteBuffer? {
    if isAtEnd { return nil }
    let part = try await iterator.next()
    if part == nil { isAtEnd = true }
    return part
  }

  /// The whole body; nil when it is larger than the limit.
  @concurrent
  mutating func all(limit: Int) async throws -> [UInt8]? {
    guard let first = try await next() else { return [] }
    guard first.readableBytes <= limit else { return nil }
    var bytes = Array(first.readableBytesView)
    while let part = try await next() {
      guard bytes.count + part.readableBytes <= limit else { return nil }
      bytes.append(contentsOf: part.readableBytesView)
    }
    return bytes
  }

  /// Reads the rest of a body that nobody wants.
  /// - Returns: whether the connection can be used for another request.
  @concurrent
  mutating func skip() async throws -> Bool {
    var skipped = 0
    while skipped <= Self.patience {
      guard let part = try await next() else { return true }
      skipped += part.readableBytes
    }
    return false
  }
}

/// Ends a connection whose request was too large to be read to its end.
struct ConnectionEnds: Error {}
