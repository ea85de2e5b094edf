import Testing

@testable import Vault

@Suite("Signed tokens")
struct SignerTests {
  let signer = Signer(key: SecureRandom.bytes(32))

  @Test("The payload comes back", arguments: [[], [0], Array(0...255)] as [[UInt8]])
  func roundTrip(payload: [UInt8]) {
    let token = signer.sign(payload, purpose: "cursor")
    #expect(signer.verify(token, purpose: "cursor") == payload)
    #expect(token.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
  }

  @Test("A token is valid for its purpose and key only")
  func purpose() {
    let token = signer.sign([1, 2, 3], purpose: "cursor")
    #expect(signer.verify(token, purpose: "session") == nil)
    #expect(Signer(key: SecureRandom.bytes(32)).verify(token, purpose: "cursor") == nil)
  }

  @Test("No change of a character passes")
  func tampering() {
    let token = Array(signer.sign([1, 2, 3, 4], purpose: "cursor"))
    for index in token.indices {
      for replacement in "AZaz09-_=+/ " where replacement != token[index] {
        var changed = token
        changed[index] = replacement
        #expect(signer.verify(String(changed), purpose: "cursor") == nil)
      }
    }
  }

  @Test("Scraps are no tokens", arguments: ["", "A", "AAAA", "====", "张三"])
  func scraps(text: String) {
    #expect(signer.verify(text, purpose: "cursor") == nil)
  }

  @Test("Absent values are never equal")
  func equality() {
    #expect(!Digest.equal([], []))
    #expect(Digest.equal([1, 2], [1, 2]))
    #expect(!Digest.equal([1, 2], [1, 3]))
    #expect(!Digest.equal([1, 2], [1, 2, 3]))
  }
}
