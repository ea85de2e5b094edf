internal import FoundationEssentials

/// The one key outside the database: wraps the tenants' data keys and gives the keys for pepper, cursors and tokens.
///
/// Whoever has the database and not this key can read no personal data; whoever loses it has lost them. It is never used
/// itself, only subkeys derived from it, and is overwritten in memory when its last copy goes.
public struct MasterKey: Sendable {
  let secret: SecretBytes
  private let wrapping: FieldCipher

  /// A fresh random key of 256 bits.
  public static func generate() -> MasterKey {
    MasterKey(SecretBytes(random: 32))
  }

  init(_ secret: SecretBytes) {
    self.secret = secret
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

  func wrap(_ dataKey: SecretBytes, id: UInt32, tenant: UUID) -> [UInt8] {
    unsafe dataKey.withBytes { dataKey in
      unsafe wrapping.seal(dataKey, owner: tenant.octets, context: Self.context(id, tenant))
    }
  }

  func unwrap(_ wrapped: [UInt8], id: UInt32, tenant: UUID) throws(VaultError) -> SecretBytes {
    let dataKey: SecretBytes? = try unsafe wrapping.open(
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
