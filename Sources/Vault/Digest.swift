internal import CLibCrypto

/// Digests and comparisons that everything else in the vault stands on.
public enum Digest {
  /// SHA-256 (FIPS 180-4): 32 bytes.
  public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    unsafe bytes.withUnsafeBytes { unsafe sha256($0) }
  }

  /// SHA-256 of a text's UTF-8.
  public static func sha256(_ text: String) -> [UInt8] {
    var text = text
    return text.withUTF8 { unsafe sha256(UnsafeRawBufferPointer($0)) }
  }

  /// HMAC with SHA-256 (RFC 2104, tested by RFC 4231): 32 bytes.
  ///
  /// For one message a key; what signs many keeps a ``Signer`` or a ``TenantKey``, which prepare the key once.
  public static func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    unsafe hmac(message, key: key, algorithm: unsafe EVP_sha256(), count: 32)
  }

  /// HMAC with SHA-1, which one-time codes are built on (RFC 4226); for nothing else.
  static func hmacSHA1(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    unsafe hmac(message, key: key, algorithm: unsafe EVP_sha1(), count: 20)
  }

  /// Whether two byte strings are equal, in a time that doesn't tell where they differ.
  ///
  /// Two empty strings are never equal here: comparing two absent values must not grant anything.
  public static func equal(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count, !one.isEmpty else { return false }
    return unsafe one.withUnsafeBytes { one in
      unsafe other.withUnsafeBytes { other in
        unsafe CRYPTO_memcmp(one.baseAddress, other.baseAddress, one.count) == 0
      }
    }
  }

  @unsafe private static func sha256(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: 32) { output, initialized in
      let result = unsafe EVP_Digest(bytes.baseAddress, bytes.count, output.baseAddress, nil, EVP_sha256(), nil)
      requireSuccess(result, of: "EVP_Digest")
      initialized = 32
    }
  }

  @unsafe private static func hmac(_ message: [UInt8], key: [UInt8], algorithm: OpaquePointer?, count: Int) -> [UInt8] {
    // An empty key is legal in RFC 2104, but a null pointer means "keep the old key" to libcrypto.
    let key = key.isEmpty ? [0] : key
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
      let result = unsafe HMAC(algorithm, key, Int32(key.count), message, message.count, output.baseAddress, nil)
      requireSuccess(unsafe result == nil ? 0 : 1, of: "HMAC")
      initialized = count
    }
  }
}
