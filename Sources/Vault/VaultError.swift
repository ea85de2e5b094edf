/// Why something sealed doesn't open; never carries a key or a plain text.
public enum VaultError: Error, Sendable, Hashable {
  /// Too short to be a sealed value.
  case malformed
  /// Sealed by an algorithm suite this version doesn't know; a newer one may.
  case unknownSuite(UInt8)
  /// Sealed under another key than the one asked; find the key by `sealedWith`.
  case otherKey(sealedWith: UInt32, asked: UInt32)
  /// Changed since it was sealed, or moved here from another column, row or tenant, or the key is not the right one.
  case notAuthentic
  /// Opened, but not UTF-8: it was sealed as bytes, not as text.
  case notText
}

extension VaultError: CustomStringConvertible {
  /// One line for a log: what happened and what to look at.
  public var description: String {
    switch self {
    case .malformed: "The value is too short to be a sealed one."
    case .unknownSuite(let suite):
      "The value was sealed with algorithm suite \(suite), which this version doesn't know: run the version that wrote it."
    case .otherKey(let sealedWith, let asked):
      "The value was sealed with key \(sealedWith), not with key \(asked)."
    case .notAuthentic:
      "The value doesn't open: it was changed, moved from another column, row or tenant, or the key is not its own."
    case .notText: "The value opens to bytes that are not UTF-8."
    }
  }
}
