internal import CLibCrypto

/// The cipher of an archive that leaves the service: that of `openssl enc -aes-256-ctr -pbkdf2 -iter 600000`, so that whoever has the
/// passphrase opens it without us.
///
/// A counter mode can be entered anywhere, so an archive is written in parts by whoever goes on with it. It proves nothing: the
/// archive's SHA-256 goes another way.
public struct ArchiveCipher: Sendable {
  /// Rounds of PBKDF2-HMAC-SHA-256 (OWASP, 2023).
  public static let iterations = 600_000
  /// The bytes of a salt.
  public static let saltCount = 8

  private let salt: [UInt8]
  /// Key and first counter block.
  private let material: SecretBytes

  /// Derives key and counter from a passphrase; takes about half a second.
  /// - Parameter salt: eight random bytes, of this archive alone.
  public init(passphrase: String, salt: [UInt8]) {
    precondition(salt.count == Self.saltCount, "openssl enc takes eight bytes of salt")
    var derived = [UInt8](repeating: 0, count: 48)
    defer { wipe(&derived) }
    var typed = Array(passphrase.utf8)
    defer { wipe(&typed) }
    let result = unsafe typed.withUnsafeBytes { typed in
      unsafe PKCS5_PBKDF2_HMAC(
        typed.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(typed.count), salt, Int32(salt.count),
        Int32(Self.iterations), EVP_sha256(), Int32(derived.count), &derived)
    }
    requireSuccess(result, of: "PKCS5_PBKDF2_HMAC")
    self.salt = salt
    material = SecretBytes(copying: derived)
  }

  /// What stands before the encrypted bytes.
  public var prefix: [UInt8] { Array("Salted__".utf8) + salt }

  /// Encrypts what is plain and decrypts what is encrypted.
  /// - Parameter offset: how many bytes of the archive come before, the prefix not counted.
  public func transform(_ bytes: [UInt8], at offset: Int) -> [UInt8] {
    let skipped = offset % 16
    var output = [UInt8](repeating: 0, count: skipped + bytes.count)
    let context = unsafe requireObject(EVP_CIPHER_CTX_new(), from: "EVP_CIPHER_CTX_new")
    defer { unsafe EVP_CIPHER_CTX_free(context) }
    let counter = counter(afterBlocks: offset / 16)
    unsafe material.withBytes { material in
      requireSuccess(
        unsafe EVP_EncryptInit_ex(context, EVP_aes_256_ctr(), nil, octets(material), counter),
        of: "EVP_EncryptInit_ex")
    }
    var written: Int32 = 0
    let input = [UInt8](repeating: 0, count: skipped) + bytes
    requireSuccess(
      unsafe EVP_EncryptUpdate(context, &output, &written, input, Int32(input.count)), of: "EVP_EncryptUpdate")
    return Array(output.dropFirst(skipped))
  }

  /// The 128-bit counter, most significant byte first.
  private func counter(afterBlocks blocks: Int) -> [UInt8] {
    var counter = Array(material.copied().suffix(16))
    var carry = blocks
    for index in counter.indices.reversed() where carry > 0 {
      let sum = Int(counter[index]) + (carry & 0xff)
      counter[index] = UInt8(sum & 0xff)
      carry = (carry >> 8) + (sum >> 8)
    }
    return counter
  }
}
