internal import FoundationEssentials

/// The one key outside the database: wraps the tenants' data keys and gives the keys for pepper, cursors and backups.
///
/// Whoever has the database and not this key can read no personal data; whoever loses it has lost them. It is never used
/// itself, only subkeys derived from it, and is overwritten in memory when its last copy goes.
///
/// While it is being changed for another one, the key before stands behind it: it still opens what it has wrapped, and wraps nothing.
public struct MasterKey: Sendable {
  let secret: SecretBytes
  /// The pepper of the first key, when this one has followed another: passwords were hashed with it and can't be hashed anew.
  let inheritedPepper: SecretBytes?
  /// The keys before, the last first: they open data keys and sign nothing.
  public let previous: [MasterKey]
  private let wrapping: FieldCipher

  /// A fresh random key of 256 bits.
  public static func generate() -> MasterKey {
    MasterKey(SecretBytes(random: 32))
  }

  init(_ secret: SecretBytes, pepper: SecretBytes? = nil, previous: [MasterKey] = []) {
    self.secret = secret
    self.previous = previous
    inheritedPepper = pepper
    let identity = secret.derive("huifang/1/master/identity", count: 4).copied()
    wrapping = FieldCipher(
      key: secret.derive("huifang/1/master/wrapping"), keyID: identity.reduce(0) { $0 << 8 | UInt32($1) })
  }

  /// Tells master keys apart without telling them; stands in every wrapped key, so that the wrong file is noticed.
  public var identity: UInt32 { wrapping.keyID }

  /// 32 bytes for one purpose by HKDF-SHA256, as the password pepper or a signer's key.
  ///
  /// The same purpose gives the same bytes as long as the master key is the same.
  public func derive(purpose: StaticString) -> [UInt8] {
    secret.derive("huifang/1/master/purposes").derive(purpose).copied()
  }

  /// What passwords are hashed with besides their salt; stays the same when the key is changed.
  public var passwordPepper: [UInt8] {
    inheritedPepper?.copied() ?? derive(purpose: "password pepper")
  }

  /// A fresh key to follow this one, which stands behind it.
  public func successor() -> MasterKey {
    MasterKey(SecretBytes(random: 32), pepper: SecretBytes(copying: passwordPepper), previous: [self] + previous)
  }

  /// The key alone, once nothing is wrapped by those before.
  public var alone: MasterKey { MasterKey(secret, pepper: inheritedPepper) }

  /// The ``identity`` of the key that a data key is wrapped by; nil when the bytes are none.
  public static func identity(of wrapped: [UInt8]) -> UInt32? {
    SealedFormat.keyID(of: wrapped)
  }

  func wrap(_ dataKey: SecretBytes, id: UInt32, tenant: UUID) -> [UInt8] {
    unsafe dataKey.withBytes { dataKey in
      unsafe wrapping.seal(dataKey, owner: tenant.octets, context: Self.context(id, tenant))
    }
  }

  func unwrap(_ wrapped: [UInt8], id: UInt32, tenant: UUID) throws(VaultError) -> SecretBytes {
    let sealedWith = Self.identity(of: wrapped)
    let key = sealedWith == identity ? self : previous.first { $0.identity == sealedWith } ?? self
    let dataKey: SecretBytes? = try unsafe key.wrapping.open(
      wrapped, owner: tenant.octets, context: Self.context(id, tenant)
    ) { plain in
      guard plain.count == 32 else { return nil }
      return unsafe SecretBytes(copying: [UInt8](plain))
    }
    guard let dataKey else { throw .malformed }
    return dataKey
  }

  private static func context(_ id: UInt32, _ tenant: UUID) -> SealContext {
    SealContext("tenant key").bound(to: tenant, part: id)
  }
}

extension MasterKey: CustomStringConvertible, CustomReflectable {
  /// Names the key without telling it.
  public var description: String { "master key \(identity)" }
  /// Nothing to see, in a dump either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
