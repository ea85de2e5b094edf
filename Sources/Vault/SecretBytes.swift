internal import CLibCrypto

/// Key material that is overwritten when its last owner lets go of it.
///
/// An array would leave copies behind when it grows or is shared; this buffer never moves.
@safe final class SecretBytes: @unchecked Sendable {
  // Unchecked: written in init only, read afterwards.
  private let storage: UnsafeMutableRawBufferPointer

  /// Takes a copy; the caller wipes its own.
  init(copying bytes: [UInt8]) {
    unsafe storage = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
    unsafe storage.copyBytes(from: bytes)
  }

  /// Fresh random key material of `count` bytes.
  init(random count: Int) {
    unsafe storage = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 8)
    unsafe SecureRandom.fill(storage)
  }

  deinit {
    unsafe OPENSSL_cleanse(storage.baseAddress, storage.count)
    unsafe storage.deallocate()
  }

  var count: Int { unsafe storage.count }

  @unsafe func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(UnsafeRawBufferPointer(storage))
  }

  /// A copy outside our care: for what must leave, such as a one-time code's secret on its way to being sealed.
  func copied() -> [UInt8] {
    unsafe withBytes { unsafe [UInt8]($0) }
  }
}

extension SecretBytes {
  /// A subkey for one purpose by HKDF-SHA256 (RFC 5869), so that no key serves two algorithms.
  func derive(_ info: StaticString, count: Int = 32) -> SecretBytes {
    var bytes = unsafe withBytes { secret in
      info.withUTF8Buffer { info in
        unsafe HKDF.sha256(secret, salt: .init(start: nil, count: 0), info: UnsafeRawBufferPointer(info), count: count)
      }
    }
    defer { wipe(&bytes) }
    return SecretBytes(copying: bytes)
  }
}

/// HMAC-based key derivation, RFC 5869.
enum HKDF {
  @unsafe static func sha256(
    _ key: UnsafeRawBufferPointer, salt: UnsafeRawBufferPointer, info: UnsafeRawBufferPointer, count: Int
  ) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
      let result = unsafe vault_hkdf_sha256(
        octets(key), key.count, octets(salt), salt.count, octets(info), info.count, output.baseAddress, count)
      requireSuccess(result, of: "EVP_KDF_derive")
      initialized = count
    }
  }
}
