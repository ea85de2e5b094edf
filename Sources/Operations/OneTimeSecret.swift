import FoundationEssentials
@_spi(Disclosure) import Vault

/// The shared secrets of one-time codes (RFC 6238): sealed at rest, opened only to compare.
enum OneTimeSecret {
  /// The time step that a good code stands for; nil when it is wrong or its step has been used.
  static func verify(
    _ code: String, sealed: SealedText, key: TenantKey, at moment: Date, lastUsedStep: Int64
  ) -> Int64? {
    guard let text = try? key.open(sealed, context: SealedColumn.oneTimeSecret.context),
      let secret = OneTimeCode(base32: text)
    else { return nil }
    return secret.verify(code: code, at: moment, lastUsedStep: lastUsedStep)
  }
}
