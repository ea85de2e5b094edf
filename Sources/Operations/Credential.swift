public import FoundationEssentials
import Synchronization
import Vault

/// What a bearer token says: the tenant, the session or integration key, and the secret that proves it. Nothing of it is looked up
/// across tenants.
public struct BearerToken: Sendable, Hashable {
  /// Whether it is an integration key of a hospital's own system, and no person's session.
  public let isIntegrationKey: Bool
  let tenant: UUID
  let session: UUID
  let secret: [UInt8]

  /// A new token for a session.
  public init(tenant: UUID, session: UUID) {
    isIntegrationKey = false
    self.tenant = tenant
    self.session = session
    secret = SecureRandom.bytes(32)
  }

  /// A new secret of an integration key.
  public init(tenant: UUID, integrationKey: UUID) {
    isIntegrationKey = true
    self.tenant = tenant
    session = integrationKey
    secret = SecureRandom.bytes(32)
  }

  /// What keys begin with: so that one that lies about somewhere is known for what it is.
  private static let keyPrefix = "hfk_"

  /// The token as it came; nil when it isn't one.
  public init?(_ text: String) {
    isIntegrationKey = text.hasPrefix(Self.keyPrefix)
    guard let bytes = Base64URL.decode(String(text.dropFirst(isIntegrationKey ? Self.keyPrefix.count : 0))),
      bytes.count == 64
    else { return nil }
    tenant = Self.uuid(bytes[0..<16])
    session = Self.uuid(bytes[16..<32])
    secret = Array(bytes[32..<64])
  }

  /// The token as it is given to the caller, once.
  public var text: String {
    (isIntegrationKey ? Self.keyPrefix : "") + Base64URL.encode(Self.bytes(tenant) + Self.bytes(session) + secret)
  }

  /// What the database keeps of the secret.
  public var secretHash: [UInt8] { Digest.sha256(secret) }

  /// The organization.
  public var tenantID: UUID { tenant }

  /// The session, or the integration key.
  public var sessionID: UUID { session }

  private static func uuid(_ bytes: ArraySlice<UInt8>) -> UUID {
    let b = Array(bytes)
    return UUID(
      uuid: (b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]))
  }

  private static func bytes(_ id: UUID) -> [UInt8] {
    let u = id.uuid
    return [
      u.0, u.1, u.2, u.3, u.4, u.5, u.6, u.7, u.8, u.9, u.10, u.11, u.12, u.13, u.14, u.15,
    ]
  }
}

/// A token that was good when it was last looked at, with the person behind it.
public struct Credential: Sendable {
  /// What proves it.
  public let token: BearerToken
  /// The person.
  public let actor: Actor
  /// When the session ends whatever happens.
  public let expiresAt: Date
  /// From where an integration key is called: it is good from there, and asked for anew from elsewhere. Empty for a session.
  let address: String
  /// How often an integration key may call; nil for the deployment's rate.
  public let callsPerSecond: Int?
  /// Seconds east of UTC, where the organization is.
  let offsetSeconds: Int
  /// The session; nil for an integration key.
  var session: UUID? { token.isIntegrationKey ? nil : token.session }
  /// Until when the grants are as they are: the session's end, or that of the first role to end.
  let goodUntil: Date
  /// When it was last noted that the credential is in use.
  let use = CredentialUse()
}

/// Notes that a credential is in use, at most once a minute.
final class CredentialUse: Sendable {
  private let noted = Mutex(ContinuousClock.now)

  /// Whether it should be noted now.
  func isDue() -> Bool {
    noted.withLock { noted in
      let now = ContinuousClock.now
      guard noted.duration(to: now) > .seconds(60) else { return false }
      noted = now
      return true
    }
  }
}

/// Credentials seen lately, so that a request costs no look-up of its own. The database rechecks session and grants in every
/// transaction, so a stale entry never prolongs a right; and before somebody is refused, the entry is
/// made anew, so that it doesn't delay one either. An integration key is known by the address too from which it was good.
final class CredentialCache: Sendable {
  private struct Key: Hashable {
    let token: BearerToken
    let address: String

    init(_ token: BearerToken, _ address: String) {
      self.token = token
      self.address = token.isIntegrationKey ? address : ""
    }
  }

  private let entries = Mutex<[Key: Credential]>([:])
  private let capacity: Int

  init(capacity: Int = 20_000) {
    self.capacity = capacity
  }

  func credential(for token: BearerToken, from address: String) -> Credential? {
    entries.withLock { entries in
      guard let credential = entries[Key(token, address)], credential.goodUntil > Date() else { return nil }
      return credential
    }
  }

  func store(_ credential: Credential) {
    entries.withLock { entries in
      if entries.count >= capacity { entries.removeAll(keepingCapacity: true) }
      entries[Key(credential.token, credential.address)] = credential
    }
  }

  func remove(_ token: BearerToken, from address: String) {
    entries.withLock { _ = $0.removeValue(forKey: Key(token, address)) }
  }

  /// Drops whatever is kept of a tenant's people and systems, or of everybody's.
  func removeAll(of tenant: UUID?) {
    entries.withLock { entries in
      entries = tenant.map { tenant in entries.filter { $0.key.token.tenantID != tenant } } ?? [:]
    }
  }
}
