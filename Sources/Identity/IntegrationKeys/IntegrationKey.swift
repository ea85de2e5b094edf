import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// A key of one of the hospital's own systems, without its secret.
struct IntegrationKey: Codable, Sendable, Described {
  let keyId: UUID
  let accountId: UUID
  let name: String
  let permissions: [String]
  let allowedAddresses: [String]
  let createdAt: Date
  let expiresAt: Date
  let revokedAt: Date?
  let lastUsedAt: Date?
  let overlapUntil: Date?
  let callsPerSecond: Int?
  let version: Int

  static let descriptions = [
    "keyId": "The key", "accountId": "The account by which the audit trail names what the key does",
    "name": "Which system it belongs to", "permissions": "What it permits, for the whole hospital",
    "allowedAddresses": "From where it is taken", "createdAt": "When it was made",
    "expiresAt": "When it ends by itself", "revokedAt": "When it was revoked",
    "lastUsedAt": "When it was last used, to the minute",
    "overlapUntil": "Until when the secret before the last rotation is good",
    "callsPerSecond": "How often it may call; absent: as often as a person",
    "version": "For integrationKey.rotate and integrationKey.revoke",
  ]

  static let sample = IntegrationKey(
    keyId: .sample(3), accountId: .sample(3), name: "集成平台", permissions: ["discharge.import"],
    allowedAddresses: ["10.20.0.0/16"], createdAt: Date(timeIntervalSince1970: 1_793_318_400),
    expiresAt: Date(timeIntervalSince1970: 1_793_318_400 + 180 * 86_400), revokedAt: nil, lastUsedAt: nil,
    overlapUntil: nil, callsPerSecond: nil, version: 1)
}

extension IntegrationKey {
  /// `k` is the key.
  static let shape = RowShape { row in
    Self(
      keyId: try row["k.key_id"],
      accountId: try row["k.account_id"],
      name: try row["k.name"],
      permissions: try row["k.permissions"],
      allowedAddresses: try row["k.allowed_addresses::text[]"],
      createdAt: try row["k.created_at"],
      expiresAt: try row["k.expires_at"],
      revokedAt: try row["k.revoked_at"],
      lastUsedAt: try row["k.last_used_at"],
      overlapUntil: try row[
        """
        (select max(s.valid_until) from identity.integration_secret s
          where s.tenant_id = k.tenant_id and s.key_id = k.key_id and s.valid_until > now())
        """],
      callsPerSecond: try row["k.calls_per_second"],
      version: try row["k.version"])
  }
}

/// What is shown once: the bearer by which the system calls.
struct NewIntegrationSecret: Codable, Sendable, Described {
  let keyId: UUID
  let token: String
  let version: Int
  let overlapUntil: Date?

  static let descriptions = [
    "keyId": "The key",
    "token": "The bearer token for the Authorization header, beginning with hfk_; shown once",
    "version": "The key's version", "overlapUntil": "Until when the secret before is good as well",
  ]

  static let sample = NewIntegrationSecret(
    keyId: .sample(3), token: "hfk_AAAA", version: 1, overlapUntil: nil)

  /// Makes a secret and stores its hash.
  static func make(
    for key: UUID, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> BearerToken {
    let token = BearerToken(tenant: transaction.call.tenant, integrationKey: key)
    try await transaction.rows(
      """
      insert into identity.integration_secret (tenant_id, key_id, secret_hash)
      values (\(transaction.call.tenant), \(key), \(token.secretHash))
      """)
    return token
  }

  /// Locks a key that is in force, as the caller read it.
  static func lock(
    _ key: UUID, expectedVersion: Int, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) {
    let rows = try await transaction.rows(
      """
      select version, revoked_at is null and expires_at > now() from identity.integration_key
        where tenant_id = \(transaction.call.tenant) and key_id = \(key) for update
      """)
    guard let (version, isInForce) = try? rows.firstRow((Int, Bool).self) else { throw Failure(.notFound) }
    try await transaction.rows(
      "select app.guard(\(version == expectedVersion), 'VERSION_CONFLICT', 'expectedVersion:versionConflict')")
    try await transaction.rows("select app.guard(\(isInForce), 'INVALID_STATE', 'keyId:keyEnded')")
  }
}
