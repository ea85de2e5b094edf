public import Vault

/// A column whose values are sealed; a value moved to another column doesn't open. The feature that owns the table declares it, and lists it
/// in its ``FeatureData``:
///
///     extension SealedColumn {
///       static let holdNote = SealedColumn("followup.hold.note")
///     }
public struct SealedColumn: Sendable, Hashable {
  /// The associated data of the cipher: schema, table and column. It never changes while values exist.
  public let context: SealContext
  /// Whether the values are secrets of the service itself, which no archive and no answer shows.
  public let isSecret: Bool
  private let mask: @Sendable (String) -> String

  /// A column of somebody's data.
  /// - Parameter mask: what lists and people who need no more see of a value; free text shows nothing.
  public init(_ context: SealContext, mask: @escaping @Sendable (String) -> String = { _ in "****" }) {
    self.context = context
    self.isSecret = false
    self.mask = mask
  }

  /// A column of secrets of the service itself.
  public init(secret context: SealContext) {
    self.context = context
    self.isSecret = true
    self.mask = { _ in "****" }
  }

  /// A value as lists show it.
  func masked(_ text: String) -> String { mask(text) }

  /// Two columns are one when their names are the same.
  public static func == (left: SealedColumn, right: SealedColumn) -> Bool { left.context.name == right.context.name }

  /// By the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(context.name) }
}

/// What the dispatcher itself seals.
extension SealedColumn {
  /// The one-time codes' secret of an account.
  public static let oneTimeSecret = SealedColumn(secret: "identity.account.totp_secret")
  /// The answer that a write gave, kept under its idempotency key.
  public static let storedAnswer = SealedColumn(secret: "operations.idempotency.answer")
  /// What a person said beside an event.
  public static let auditDetail = SealedColumn(secret: "audit.detail.ciphertext")
}
