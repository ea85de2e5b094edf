import CLibCrypto

/// SHA-256 over bytes that come in parts, such as a file of any size.
@safe public struct RunningDigest: ~Copyable {
  private let context: OpaquePointer?

  public init() {
    unsafe context = EVP_MD_CTX_new()
    let isReady = unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
    precondition(isReady, "libcrypto has SHA-256")
  }

  deinit {
    unsafe EVP_MD_CTX_free(context)
  }

  /// Adds a part.
  public mutating func update(_ bytes: [UInt8]) {
    let isTaken = unsafe bytes.withUnsafeBytes { buffer in
      unsafe EVP_DigestUpdate(context, buffer.baseAddress, buffer.count) == 1
    }
    precondition(isTaken, "SHA-256 takes any bytes")
  }

  /// The digest of everything added: 32 bytes. Called once.
  public mutating func finish() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let isDone = unsafe digest.withUnsafeMutableBufferPointer { buffer in
      unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil) == 1
    }
    precondition(isDone, "a digest is finished once")
    return digest
  }
}
