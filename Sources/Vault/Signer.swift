/// Signs what leaves the service and must come back unchanged: cursors, tokens, links.
///
/// HMAC-SHA256 truncated to 16 bytes, over purpose, zero byte and payload: a token of one purpose is none of another. The
/// payload is readable, only not changeable: put no personal data into it. Expiry belongs into the payload.
public struct Signer: Sendable {
  private static let codeCount = 16
  private let key: AuthenticationKey

  /// A signer with a key of its own, of 32 bytes, as from ``MasterKey/derive(purpose:)``.
  public init(key: [UInt8]) {
    precondition(key.count >= 16, "a key of fewer than 16 bytes could be guessed")
    self.key = AuthenticationKey(SecretBytes(copying: key))
  }

  /// A token in the URL's alphabet: payload and code.
  public func sign(_ payload: [UInt8], purpose: StaticString) -> String {
    Base64URL.encode(payload + code(payload, purpose))
  }

  /// The payload of a token that was signed with this key for this purpose, else nil.
  public func verify(_ token: String, purpose: StaticString) -> [UInt8]? {
    guard let bytes = Base64URL.decode(token), bytes.count >= Self.codeCount else { return nil }
    let payload = Array(bytes.dropLast(Self.codeCount))
    return Digest.equal(Array(bytes.suffix(Self.codeCount)), code(payload, purpose)) ? payload : nil
  }

  private func code(_ payload: [UInt8], _ purpose: StaticString) -> [UInt8] {
    unsafe payload.withUnsafeBytes { unsafe key.code(label: purpose, message: $0, count: Self.codeCount) }
  }
}
