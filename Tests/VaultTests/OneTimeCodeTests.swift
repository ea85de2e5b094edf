import FoundationEssentials
import Testing

@testable import Vault

@Suite("One-time codes")
struct OneTimeCodeTests {
  let code: OneTimeCode

  init() throws {
    code = try #require(OneTimeCode(secret: Array("12345678901234567890".utf8)))
  }

  func date(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }

  @Test("Counters give the codes of RFC 4226")
  func counters() {
    let expected = [
      "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
    ]
    #expect((0..<10).map { code.code(step: $0) } == expected)
  }

  @Test(
    "Moments give the last six digits of RFC 6238's codes",
    arguments: [
      (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
      (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
  func moments(seconds: Double, expected: String) {
    #expect(code.code(at: date(seconds)) == expected)
    #expect(code.verify(code: expected, at: date(seconds), lastUsedStep: nil) == Int64(seconds / 30))
  }

  @Test("One step of difference is accepted, two are not")
  func window() {
    let now = date(1_000_000_005)
    let step = OneTimeCode.step(at: now)
    for difference in -3...3 as ClosedRange<Int64> {
      let typed = code.code(step: step + difference)
      let expected = abs(difference) <= 1 ? step + difference : nil
      #expect(code.verify(code: typed, at: now, lastUsedStep: nil) == expected)
    }
  }

  @Test("A code is for one use, and an earlier one isn't accepted afterwards")
  func replay() throws {
    let now = date(1_000_000_005)
    let step = OneTimeCode.step(at: now)
    let used = try #require(code.verify(code: code.code(at: now), at: now, lastUsedStep: step - 1))
    #expect(used == step)
    #expect(code.verify(code: code.code(at: now), at: now, lastUsedStep: used) == nil)
    #expect(code.verify(code: code.code(step: step - 1), at: now, lastUsedStep: used) == nil)
    #expect(code.verify(code: code.code(step: step + 1), at: now, lastUsedStep: used) == step + 1)
  }

  @Test("Spaces and full-width digits are understood", arguments: ["287 082", " 287082\n", "２８７０８２", "287\u{3000}082"])
  func spellings(text: String) {
    #expect(code.verify(code: text, at: date(59), lastUsedStep: nil) == 1)
  }

  @Test(
    "Anything else is wrong", arguments: ["", "287083", "28708", "0287082", "2870821", "28708a", "٢٨٧٠٨٢", "94287082"])
  func wrong(text: String) {
    #expect(code.verify(code: text, at: date(59), lastUsedStep: nil) == nil)
  }

  @Test("Moments before 1970 have steps too")
  func early() {
    #expect(OneTimeCode.step(at: date(-1)) == -1)
    #expect(OneTimeCode.step(at: date(-30)) == -1)
    #expect(code.code(at: date(-1)).count == 6)
  }

  @Test("The secret goes to Base32 and back, as people type it")
  func base32() throws {
    #expect(code.base32 == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    let typed = try #require(OneTimeCode(base32: "gezd gnbv gy3t qojq gezd gnbv gy3t qojq"))
    #expect(typed.secret == code.secret)
    #expect(OneTimeCode(base32: "GEZDGNBVGY3TQOJ1") == nil)
    #expect(OneTimeCode(base32: "GEZDGNBV") == nil)
    #expect(OneTimeCode(secret: repeated(1, 15)) == nil)
  }

  @Test("Fresh secrets have 20 bytes and differ")
  func generation() {
    #expect(OneTimeCode.generate().secret.count == 20)
    #expect(OneTimeCode.generate().secret != OneTimeCode.generate().secret)
  }

  @Test("The address for authenticators escapes what an address can't hold")
  func address() {
    #expect(
      code.uri(issuer: "回访", account: "li si@bbyy")
        == """
        otpauth://totp/%E5%9B%9E%E8%AE%BF:li%20si%40bbyy?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
        &issuer=%E5%9B%9E%E8%AE%BF&algorithm=SHA1&digits=6&period=30
        """)
  }
}
