/// A text that can be stored, compared and moved, but not read: its bytes are those of the sealed format.
///
/// The format: suite (1 byte; 1 is AES-256-GCM), key id (4 bytes, most significant first), nonce (12), ciphertext, tag
/// (16). Plain text comes back only through operations marked `@_spi(Disclosure)`.
public struct SealedText: Sendable, Hashable {
  /// The sealed format as it is stored.
  public var bytes: [UInt8]

  /// What was read from storage; checked when it is opened.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The key the value was sealed with, or nil when the bytes are not a sealed value: says which key to fetch.
  public var keyID: UInt32? { SealedFormat.keyID(of: bytes) }
}

/// Sealed bytes, such as a part of a file or a stored answer; the same format as ``SealedText``.
public struct SealedBytes: Sendable, Hashable {
  /// The sealed format as it is stored: 33 bytes longer than what is inside.
  public var bytes: [UInt8]

  /// What was read from storage; checked when it is opened.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The key the value was sealed with, or nil when the bytes are not a sealed value: says which key to fetch.
  public var keyID: UInt32? { SealedFormat.keyID(of: bytes) }
}

extension SealedText: CustomStringConvertible {
  /// Only the size, so that logs don't fill with ciphertext.
  public var description: String { "sealed text of \(bytes.count) bytes" }
}

extension SealedBytes: CustomStringConvertible {
  /// Only the size, so that logs don't fill with ciphertext.
  public var description: String { "sealed bytes (\(bytes.count))" }
}

/// Where the parts of a sealed value lie.
enum SealedFormat {
  /// AES-256-GCM; 2 is kept for SM4-CTR with HMAC-SM3.
  static let aes256GCM: UInt8 = 1
  static let nonceCount = 12
  static let tagCount = 16
  static let headerCount = 1 + 4
  static let overhead = headerCount + nonceCount + tagCount

  static func keyID(of bytes: [UInt8]) -> UInt32? {
    guard bytes.count >= overhead else { return nil }
    return bytes[1..<headerCount].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
