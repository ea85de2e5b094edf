import FoundationEssentials
import Testing

@testable @_spi(Disclosure) import Vault

@Suite("Master and tenant keys")
struct KeyTests {
  let master = MasterKey.generate()
  let tenant = UUID()

  @Test("A wrapped key opens what the original sealed and computes the same indexes")
  func wrapping() throws {
    let key = TenantKey.generate(id: 3, tenant: tenant)
    let again = try TenantKey(unwrapping: key.wrapped(by: master), by: master, id: 3, tenant: tenant)
    #expect(try again.open(key.seal("李四", context: "a.b"), context: "a.b") == "李四")
    #expect(again.blindIndex("李四", purpose: .name) == key.blindIndex("李四", purpose: .name))
    #expect(again.fingerprint([1, 2]) == key.fingerprint([1, 2]))
    #expect(key.wrapped(by: master).count == 65)
  }

  @Test("A wrapped key opens for its own tenant and id only")
  func bindings() throws {
    let wrapped = TenantKey.generate(id: 3, tenant: tenant).wrapped(by: master)
    #expect(throws: VaultError.notAuthentic) {
      try TenantKey(unwrapping: wrapped, by: master, id: 4, tenant: tenant)
    }
    #expect(throws: VaultError.notAuthentic) {
      try TenantKey(unwrapping: wrapped, by: master, id: 3, tenant: UUID())
    }
  }

  @Test("Another master key is named as such")
  func otherMaster() throws {
    let wrapped = TenantKey.generate(id: 3, tenant: tenant).wrapped(by: master)
    let other = MasterKey.generate()
    #expect(throws: VaultError.otherKey(sealedWith: master.identity, asked: other.identity)) {
      try TenantKey(unwrapping: wrapped, by: other, id: 3, tenant: tenant)
    }
  }

  @Test("Two tenants' keys have nothing in common")
  func independence() {
    let one = TenantKey.generate(id: 1, tenant: tenant)
    let other = TenantKey.generate(id: 1, tenant: tenant)
    #expect(one.blindIndex("张三", purpose: .name) != other.blindIndex("张三", purpose: .name))
    #expect(one.fingerprint([1]) != other.fingerprint([1]))
    #expect(throws: VaultError.notAuthentic) { try other.open(one.seal("张三", context: "a.b"), context: "a.b") }
  }

  @Test("Derived keys differ by purpose and by master key, and stay the same otherwise")
  func derivation() {
    #expect(master.derive(purpose: "pepper") == master.derive(purpose: "pepper"))
    #expect(master.derive(purpose: "pepper") != master.derive(purpose: "cursors"))
    #expect(master.derive(purpose: "pepper") != MasterKey.generate().derive(purpose: "pepper"))
    #expect(master.derive(purpose: "pepper").count == 32)
  }

  /// The expected bytes were computed apart from this package, in another language.
  @Test("What is derived and sealed never changes between versions: stored data depends on it")
  func pinned() throws {
    let master = MasterKey(SecretBytes(copying: Array(0..<32)))
    let tenant = try #require(UUID(uuidString: "00010203-0405-0607-0809-0A0B0C0D0E0F"))
    let key = TenantKey(dataKey: SecretBytes(copying: Array(32..<64)), id: 1, tenant: tenant)
    #expect(master.identity == 293_169_564)
    #expect(
      master.derive(purpose: "pepper") == hex("8ea02f9ae78bda813b3663c9267182fd974b2bcac775d6be61dfee044b8e31d0"))
    #expect(key.blindIndex("张三", purpose: .name) == hex("c611987e9107eced0dfe7390e9141836"))
    #expect(key.fingerprint([1, 2, 3]) == hex("1d1dfdf9b38e08321b34f6fcecef3c8cfa554fc34952470e00f78e4664ae24cf"))
    let sealed = SealedText(
      bytes: hex("0100000001000102030405060708090a0bd293eada737fd20d27bf4fdbe67dabe444ca58790ff0"))
    #expect(try key.open(sealed, context: "patient.name") == "张三")
    let wrapped = hex(
      """
      011179699c000102030405060708090a0b9170aa7a031d0e87c4e331eca4105d
      97456c04f2ae92e816c33033400bccf692a2d29ce59df9f0f701ed231d91f3dc38
      """)
    let unwrapped = try TenantKey(unwrapping: wrapped, by: master, id: 1, tenant: tenant)
    #expect(unwrapped.material.dataKey.copied() == Array(32..<64))
  }
}
