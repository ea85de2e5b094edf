public import FoundationEssentials
public import Vault

/// A data key for an organization that is being set up: what it seals, and how it is stored.
public struct NewTenantKey: Sendable {
  /// The key's number.
  public let id: Int32
  /// Wrapped by the master key.
  public let wrapped: [UInt8]
  private let key: TenantKey

  init(id: Int32, wrapped: [UInt8], key: TenantKey) {
    self.id = id
    self.wrapped = wrapped
    self.key = key
  }

  /// Seals a text for a column of that organization.
  public func seal(_ text: String, _ column: SealedColumn) -> SealedText {
    key.seal(text, context: column.context)
  }
}

extension CallContext {
  /// The data key of another organization that gets its first rows; made when it has none yet.
  public func key(ofNew organization: UUID) async throws(Failure) -> NewTenantKey {
    try await dispatcher.keys.keyForSetUp(of: organization)
  }
}
