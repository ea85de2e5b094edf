import FoundationEssentials
import Testing

@testable @_spi(Disclosure) import Vault

@Suite("Sealed values")
struct SealingTests {
  let tenant = UUID()
  let key: TenantKey

  init() {
    key = TenantKey.generate(id: 7, tenant: tenant)
  }

  @Test(
    "A text comes back as it was", arguments: ["", "张", "欧阳修远", "O'Brien 🏥", String(repeating: "很长", count: 50_000)])
  func roundTrip(text: String) throws {
    let sealed = key.seal(text, context: "a.b")
    #expect(try key.open(sealed, context: "a.b") == text)
    #expect(sealed.bytes.count == text.utf8.count + 33)
    #expect(sealed.keyID == 7)
  }

  @Test("Bytes come back as they were", arguments: [0, 1, 16, 1 << 20])
  func bytesRoundTrip(count: Int) throws {
    let bytes = SecureRandom.bytes(count)
    #expect(try key.open(key.seal(bytes: bytes, context: "file.part"), context: "file.part") == bytes)
  }

  @Test("Sealing the same text ten thousand times never repeats a nonce")
  func nonces() {
    let nonces = (0..<10_000).map { _ in Array(key.seal("同", context: "a.b").bytes[5..<17]) }
    #expect(Set(nonces).count == nonces.count)
  }

  @Test("A value moved to another column doesn't open")
  func otherColumn() {
    let sealed = key.seal("张三", context: "patient.name")
    #expect(throws: VaultError.notAuthentic) { try key.open(sealed, context: "patient.address") }
  }

  @Test("A value moved to another tenant doesn't open, even were the key the same")
  func otherTenant() throws {
    let same = TenantKey(dataKey: key.material.dataKey, id: 7, tenant: UUID())
    let sealed = key.seal("张三", context: "patient.name")
    #expect(throws: VaultError.notAuthentic) { try same.open(sealed, context: "patient.name") }
  }

  @Test("A value bound to a row and part opens there only")
  func boundRow() throws {
    let row = UUID()
    let context = SealContext("file.part").bound(to: row, part: 2)
    let sealed = key.seal(bytes: [1, 2, 3], context: context)
    #expect(try key.open(sealed, context: context) == [1, 2, 3])
    for other in [
      SealContext("file.part"), SealContext("file.part").bound(to: row, part: 3),
      SealContext("file.part").bound(to: UUID(), part: 2),
    ] {
      #expect(throws: VaultError.notAuthentic) { try key.open(sealed, context: other) }
    }
  }

  @Test("A change of any bit is noticed, and the key works as before afterwards")
  func tampering() throws {
    let sealed = key.seal("张三", context: "a.b")
    for index in sealed.bytes.indices {
      for bit in 0..<8 {
        var changed = sealed
        changed.bytes[index] ^= 1 << bit
        #expect(throws: VaultError.self) { try key.open(changed, context: "a.b") }
      }
    }
    #expect(try key.open(sealed, context: "a.b") == "张三")
  }

  @Test("A truncated or extended value doesn't open")
  func lengths() {
    let sealed = key.seal("张三", context: "a.b")
    for count in sealed.bytes.indices {
      let cut = SealedText(bytes: Array(sealed.bytes.prefix(count)))
      #expect(throws: VaultError.self) { try key.open(cut, context: "a.b") }
    }
    #expect(throws: VaultError.notAuthentic) { try key.open(SealedText(bytes: sealed.bytes + [0]), context: "a.b") }
  }

  @Test("Unknown suites, other keys and scraps are told apart")
  func errors() {
    var sealed = key.seal("张三", context: "a.b")
    #expect(throws: VaultError.malformed) { try key.open(SealedText(bytes: []), context: "a.b") }
    #expect(throws: VaultError.malformed) { try key.open(SealedText(bytes: [1, 0, 0]), context: "a.b") }
    let other = TenantKey.generate(id: 8, tenant: tenant)
    #expect(throws: VaultError.otherKey(sealedWith: 7, asked: 8)) { try other.open(sealed, context: "a.b") }
    sealed.bytes[0] = 2
    #expect(throws: VaultError.unknownSuite(2)) { try key.open(sealed, context: "a.b") }
    #expect(VaultError.unknownSuite(2).description.contains("suite 2"))
  }

  @Test("Bytes that are not UTF-8 don't open as text")
  func notText() {
    let sealed = SealedText(bytes: key.seal(bytes: [0xFF, 0xFE], context: "a.b").bytes)
    #expect(throws: VaultError.notText) { try key.open(sealed, context: "a.b") }
  }

  @Test("Many tasks seal and open with one key at once")
  func concurrency() async {
    let key = key
    let failures = await withTaskGroup(of: Int.self) { group in
      for task in 0..<16 {
        group.addTask {
          (0..<500).count { number in
            let text = "\(task)-\(number)"
            return (try? key.open(key.seal(text, context: "a.b"), context: "a.b")) != text
          }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(failures == 0)
  }

  @Test("Printing or dumping a key or a sealed value shows nothing of it")
  func redaction() {
    var dumped = ""
    dump(key, to: &dumped)
    dump(MasterKey.generate(), to: &dumped)
    #expect(!dumped.contains("secret") && !dumped.contains("material"))
    #expect("\(key)" == "tenant key 7 of \(tenant)")
    #expect("\(key.seal("张", context: "a.b"))" == "sealed text of 36 bytes")
  }
}
