import FoundationEssentials
import Testing

@testable import Vault

@Suite struct RecoveryCodeTests {
  @Test("Ten different codes, each in three groups that can be read aloud")
  func generated() {
    let texts = RecoveryCode.generate().map(\.text)
    #expect(texts.count == 10 && Set(texts).count == 10)
    for text in texts {
      #expect(text.wholeMatch(of: /[2-9a-hjkmnp-z]{4}-[2-9a-hjkmnp-z]{4}-[2-9a-hjkmnp-z]{4}/) != nil)
    }
  }

  @Test("Typed in upper case, without hyphens or with spaces it is the same code; another account's isn't")
  func typed() throws {
    let key = TenantKey.generate(id: 1, tenant: UUID())
    let account = UUID()
    let code = try #require(RecoveryCode("k7mh-x2qa-9wtr"))
    let hash = key.hash(code, of: account)
    #expect(hash.count == 32)
    for text in ["K7MHX2QA9WTR", " k7mh x2qa 9wtr "] {
      #expect(try key.hash(#require(RecoveryCode(text)), of: account) == hash)
    }
    #expect(key.hash(code, of: UUID()) != hash)
    #expect(TenantKey.generate(id: 1, tenant: UUID()).hash(code, of: account) != hash)
    for text in ["", "k7mh-x2qa-9wt", "k7mh-x2qa-9wtr-", "k7mh-x2qa-9wt\u{e9}"] {
      #expect((RecoveryCode(text) == nil) == (text != "k7mh-x2qa-9wtr-"))
    }
  }
}
