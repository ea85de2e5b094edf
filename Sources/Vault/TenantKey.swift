public import FoundationEssentials

/// A tenant's data key: seals its personal data and computes its blind indexes and fingerprints.
///
/// 256 random bits, stored only wrapped by the ``MasterKey``. From them HKDF-SHA256 derives a subkey each for sealing,
/// blind indexes and fingerprints; all are overwritten in memory when the last copy goes. Prepared contexts are kept
/// with the key, so hold one value a tenant and share it, rather than unwrapping for each call.
public struct TenantKey: Sendable {
  /// Names the key inside its tenant, and stands in every value sealed with it, so that keys can be rotated.
  public var id: UInt32 { material.sealing.keyID }
  /// The tenant whose data it seals; part of what every sealed value is bound to.
  public let tenant: UUID

  let material: TenantKeyMaterial

  /// A fresh random key.
  public static func generate(id: UInt32, tenant: UUID) -> TenantKey {
    TenantKey(dataKey: SecretBytes(random: 32), id: id, tenant: tenant)
  }

  init(dataKey: SecretBytes, id: UInt32, tenant: UUID) {
    self.tenant = tenant
    material = TenantKeyMaterial(dataKey: dataKey, id: id, tenant: tenant)
  }

  /// Opens a wrapped key; tenant and id must be those it was made for.
  public init(unwrapping wrapped: [UInt8], by master: MasterKey, id: UInt32, tenant: UUID) throws(VaultError) {
    self.init(dataKey: try master.unwrap(wrapped, id: id, tenant: tenant), id: id, tenant: tenant)
  }

  /// The key as it may be stored: 65 bytes, sealed by the master key and bound to tenant and key id.
  public func wrapped(by master: MasterKey) -> [UInt8] {
    master.wrap(material.dataKey, id: id, tenant: tenant)
  }
}

extension TenantKey {
  /// Seals a text for one column: 33 bytes longer than its UTF-8, different each time.
  public func seal(_ text: String, context: SealContext) -> SealedText {
    var text = text
    return text.withUTF8 { utf8 in
      unsafe SealedText(
        bytes: material.sealing.seal(UnsafeRawBufferPointer(utf8), owner: material.owner, context: context))
    }
  }

  /// Seals bytes for one column; bind the parts of a file to their row by ``SealContext/bound(to:part:)``.
  public func seal(bytes: [UInt8], context: SealContext) -> SealedBytes {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe SealedBytes(bytes: material.sealing.seal(bytes, owner: material.owner, context: context))
    }
  }

  /// 32 bytes that are equal for equal content of this tenant and tell nothing else: whether an imported row changed.
  public func fingerprint(_ bytes: some ContiguousBytes) -> [UInt8] {
    unsafe bytes.withUnsafeBytes { unsafe material.fingerprint.code(label: "row", message: $0, count: 32) }
  }
}

/// The way back to plain text.
///
/// Only Operations imports it (`@_spi(Disclosure) import Vault`): it opens values inside a transaction and records whose
/// data was read by whom, so that no other way to plain text compiles by accident.
@_spi(Disclosure)
extension TenantKey {
  /// The text of a value sealed for this tenant and column.
  public func open(_ sealed: SealedText, context: SealContext) throws(VaultError) -> String {
    let text: String? = try unsafe material.sealing.open(sealed.bytes, owner: material.owner, context: context) {
      unsafe String(validating: $0, as: UTF8.self)
    }
    guard let text else { throw .notText }
    return text
  }

  /// The bytes of a value sealed for this tenant and column.
  public func open(_ sealed: SealedBytes, context: SealContext) throws(VaultError) -> [UInt8] {
    try material.sealing.open(sealed.bytes, owner: material.owner, context: context)
  }
}

extension TenantKey: CustomStringConvertible, CustomReflectable {
  /// Names the key without telling it.
  public var description: String { "tenant key \(id) of \(tenant)" }
  /// Nothing to see, in a dump either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The data key and what is derived from it.
final class TenantKeyMaterial: Sendable {
  let dataKey: SecretBytes
  let owner: [UInt8]
  let sealing: FieldCipher
  let blindIndex: AuthenticationKey
  let fingerprint: AuthenticationKey

  init(dataKey: SecretBytes, id: UInt32, tenant: UUID) {
    self.dataKey = dataKey
    owner = tenant.octets
    sealing = FieldCipher(key: dataKey.derive("huifang/1/tenant/sealing"), keyID: id)
    blindIndex = AuthenticationKey(dataKey.derive("huifang/1/tenant/blind index"))
    fingerprint = AuthenticationKey(dataKey.derive("huifang/1/tenant/fingerprint"))
  }
}
