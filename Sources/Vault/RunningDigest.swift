import CLibCrypto

/// SHA-256 (FIPS 180-4) of bytes that come in pieces, such as a file of any size.
@safe public struct RunningDigest: ~Copyable {
  private let context: OpaquePointer

  /// Of nothing yet.
  public init() {
    guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("libcrypto has no memory") }
    unsafe self.context = unsafe context
    Self.require(unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil))
  }

  deinit {
    unsafe EVP_MD_CTX_free(context)
  }

  /// Adds a piece.
  public mutating func update(_ bytes: [UInt8]) {
    Self.require(unsafe EVP_DigestUpdate(context, bytes, bytes.count))
  }

  /// The 32 bytes.
  public consuming func finish() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 32)
    Self.require(unsafe EVP_DigestFinal_ex(context, &bytes, nil))
    return bytes
  }

  private static func require(_ result: Int32) {
    precondition(result == 1, "libcrypto refused to compute a digest")
  }
}
