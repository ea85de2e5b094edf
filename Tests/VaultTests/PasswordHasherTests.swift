import Testing

@testable import Vault

@Suite("Password hashes")
struct PasswordHasherTests {
  let hasher = PasswordHasher(pepper: repeated(1, 32), cost: .testing)

  @Test("The right password verifies, another doesn't")
  func verification() async throws {
    let stored = try await hasher.hash("正确 horse battery")
    #expect(try await hasher.verify("正确 horse battery", against: stored))
    #expect(try await hasher.verify("正确 horse batterY", against: stored) == false)
    #expect(try await hasher.verify("", against: stored) == false)
  }

  @Test("The stored text is the PHC format with its cost, a salt of 16 bytes and a hash of 32")
  func format() async throws {
    let stored = try await hasher.hash("password")
    #expect(try stored.wholeMatch(of: Regex("\\$scrypt\\$ln=4,r=1,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}")) != nil)
    #expect(PasswordHash(stored)?.text == stored)
    let production = PasswordHash(cost: .production, salt: repeated(0, 16), hash: repeated(0, 32))
    #expect(production.text.hasPrefix("$scrypt$ln=15,r=8,p=3$"))
  }

  @Test("The same password twice has two hashes")
  func salts() async throws {
    let one = try await hasher.hash("password")
    let other = try await hasher.hash("password")
    #expect(one != other)
  }

  @Test("Without the pepper the database's hash is worthless")
  func pepper() async throws {
    let stored = try await hasher.hash("password")
    let other = PasswordHasher(pepper: repeated(2, 32), cost: .testing)
    #expect(try await other.verify("password", against: stored) == false)
  }

  @Test("The same characters typed on another system are the same password")
  func canonicalForm() async throws {
    let stored = try await hasher.hash("caf\u{E9}")
    #expect(try await hasher.verify("cafe\u{301}", against: stored))
  }

  @Test("A hash of another cost verifies and asks to be made again")
  func rehash() async throws {
    let dearer = PasswordCost(logarithmOfN: 5, blockSize: 1, parallelism: 1)
    let newer = PasswordHasher(pepper: repeated(1, 32), cost: dearer)
    let stored = try await hasher.hash("password")
    #expect(try await newer.verify("password", against: stored))
    #expect(newer.needsRehash(stored))
    #expect(!hasher.needsRehash(stored))
  }

  @Test("Nothing is right for an unknown user")
  func unknownUser() async throws {
    #expect(try await hasher.verifyAgainstUnknown("password") == false)
    #expect(try await hasher.verifyAgainstUnknown("") == false)
  }

  @Test(
    "What isn't a stored hash, or would take the machine's memory, is refused",
    arguments: [
      "", "password", "$scrypt$", "$2b$12$abc", "$scrypt$ln=4,r=1,p=1$AAAA", "$scrypt$ln=4,r=1,p=1$AAAA$AAAA",
      "$scrypt$ln=4,r=1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      "$scrypt$ln=4,r=1,p=1$$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      "$scrypt$ln=30,r=8,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      "$scrypt$ln=17,r=8,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      "$scrypt$ln=-1,r=8,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      "$scrypt$ln=4,r=99999999999999999999,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ])
  func unreadable(text: String) async {
    await #expect(throws: PasswordError.unreadableHash) { try await hasher.verify("password", against: text) }
    #expect(hasher.needsRehash(text))
  }

  @Test("The production cost hashes and verifies")
  func production() async throws {
    let hasher = PasswordHasher(pepper: repeated(1, 32))
    let stored = try await hasher.hash("password")
    #expect(stored.hasPrefix("$scrypt$ln=15,r=8,p=3$"))
    #expect(try await hasher.verify("password", against: stored))
  }
}
