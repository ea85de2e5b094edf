import FoundationEssentials
import Vault

/// What PostgreSQL keeps instead of a password: the SCRAM-SHA-256 verifier of RFC 5802 and 7677, in the notation of
/// RFC 5803.
struct PasswordVerifier: Sendable {
  /// `SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey`
  let text: String

  /// The verifier with a random salt. Nil for a password that is empty or has characters which clients would have to
  /// normalise (RFC 4013): such a password could be set and then not be logged in with.
  init?(password: String) {
    self.init(password: password, salt: SecureRandom.bytes(16))
  }

  init?(password: String, salt: [UInt8], iterations: Int = 4096) {
    guard !password.isEmpty, password.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { return nil }
    let salted = Self.stretch(Array(password.utf8), salt: salt, iterations: iterations)
    let storedKey = Digest.sha256(Digest.hmacSHA256(Array("Client Key".utf8), key: salted))
    let serverKey = Digest.hmacSHA256(Array("Server Key".utf8), key: salted)
    text =
      "SCRAM-SHA-256$\(iterations):\(Self.base64(salt))$\(Self.base64(storedKey)):\(Self.base64(serverKey))"
  }

  /// PBKDF2 with HMAC-SHA-256, of one block (RFC 8018).
  private static func stretch(_ password: [UInt8], salt: [UInt8], iterations: Int) -> [UInt8] {
    var block = Digest.hmacSHA256(salt + [0, 0, 0, 1], key: password)
    var sum = block
    for _ in 1..<iterations {
      block = Digest.hmacSHA256(block, key: password)
      for index in sum.indices { sum[index] ^= block[index] }
    }
    return sum
  }

  private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
