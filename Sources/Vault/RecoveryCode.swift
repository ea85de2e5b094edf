public import FoundationEssentials

/// A code on paper that stands in for a one-time code once, for whoever has lost the authenticator.
///
/// Twelve random characters, 59 bits: no guesser gets there, so a hash under the tenant's key is enough to keep it by.
public struct RecoveryCode: Sendable {
  /// How many a person is given.
  public static let count = 10

  private static let length = 12
  private let characters: String

  /// Fresh ones, shown once.
  public static func generate() -> [RecoveryCode] {
    (0..<count).map { _ in RecoveryCode(characters: PasswordGenerator.characters(length)) }
  }

  /// A code as people type it: in either case, with or without hyphens and spaces; nil when it can't be one.
  public init?(_ typed: String) {
    let characters = typed.lowercased().filter { $0 != "-" && !$0.isWhitespace }
    guard characters.utf8.count == Self.length, characters.allSatisfy({ $0.isASCII }) else { return nil }
    self.init(characters: characters)
  }

  private init(characters: String) {
    self.characters = characters
  }

  /// Three groups of four, to be read and typed.
  public var text: String {
    let all = Array(characters)
    return stride(from: 0, to: all.count, by: 4).map { String(all[$0..<$0 + 4]) }.joined(separator: "-")
  }

  fileprivate var bytes: [UInt8] { Array(characters.utf8) }
}

extension TenantKey {
  /// What is kept of an account's recovery code: 32 bytes that nobody makes without the tenant's key.
  public func hash(_ code: RecoveryCode, of account: UUID) -> [UInt8] {
    unsafe (account.octets + code.bytes).withUnsafeBytes {
      unsafe material.fingerprint.code(label: "recovery code", message: $0, count: 32)
    }
  }
}
