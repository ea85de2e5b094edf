import Testing

@testable import Vault

@Suite("Rules for new passwords")
struct PasswordPolicyTests {
  let withSecondFactor = PasswordPolicy(hasSecondFactor: true, personal: ["张伟", "zhangwei@bbyy", "Zhang Wei", "蚌埠医院"])
  let alone = PasswordPolicy(hasSecondFactor: false)

  @Test(
    "Ordinary good passwords pass",
    arguments: ["kumquat!vexes", "t7#mQ2xZ", "青苔石阶雨后微凉", "x9fK-w2bL", "蛋炒饭加两个荷包蛋", "Correct-Horse_Staple"])
  func accepted(password: String) {
    #expect(withSecondFactor.check(password) == [])
  }

  @Test(
    "Pass phrases pass without a second factor, spaces and words in them allowed",
    arguments: ["correct horse battery staple", "the nurse drinks green tea at four", "雨后的石阶上长满了青苔和细小的野花"])
  func phrases(password: String) {
    #expect(alone.check(password) == [])
  }

  @Test("The least length depends on the second factor")
  func lengths() {
    #expect(withSecondFactor.minimumLength == 8)
    #expect(alone.minimumLength == 15)
    #expect(withSecondFactor.check("t7#mQ2x") == [.tooShort])
    #expect(alone.check("t7#mQ2xZkw9!Lp") == [.tooShort])
    #expect(alone.check("t7#mQ2xZkw9!Lpv") == [])
  }

  @Test("Characters are counted as people see them, up to 128")
  func characters() {
    #expect(withSecondFactor.check("👩‍⚕️👨‍⚕️e\u{301}e\u{301}") == [.tooShort])
    let long = (0..<128).map { String(UnicodeScalar(0x4E00 + $0 * 7) ?? "一") }.joined()
    #expect(withSecondFactor.check(long) == [])
    #expect(withSecondFactor.check(long + "二") == [.tooLong])
  }

  @Test(
    "What can't be a password is known before any work is done: too many characters, or one built of thousands of marks"
  )
  func limits() {
    let tower = "a" + String(repeating: "\u{301}", count: 3000)
    #expect(tower.count == 1 && !PasswordPolicy.isWithinLimits(tower))
    #expect(PasswordPolicy(hasSecondFactor: true).check(tower) == [.tooLong])
    #expect(!PasswordPolicy.isWithinLimits(String(repeating: "x", count: 129)))
    #expect(PasswordPolicy.isWithinLimits(String(repeating: "密", count: 128)))
  }

  @Test(
    "Common words with the usual trimmings are refused, disguised ones too",
    arguments: [
      "password", "Password1", "P@ssw0rd!", "password2026", "admin@2026", "Huifang2026!", "woaini1314", "iloveyou520",
      "qwertyadmin", "yiyuan@123", "医院密码12345", "随访中心2026", "1qaz2wsx", "1qaz@WSX", "a1b2c3d4", "letmein2025",
      "5201314aa",
    ])
  func common(password: String) {
    let broken = withSecondFactor.check(password + (password.count < 8 ? "!" : ""))
    #expect(!broken.isEmpty && !broken.contains(.tooShort))
  }

  @Test(
    "The user's own name and hospital are refused",
    arguments: ["zhangwei88", "Zhang.Wei.01", "张伟张伟2026", "bbyy!zhangwei", "蚌埠医院1234"])
  func personal(password: String) {
    #expect(withSecondFactor.check(password).contains(.personal))
    #expect(!PasswordPolicy(hasSecondFactor: true).check(password).contains(.personal))
  }

  @Test(
    "Repetition is refused",
    arguments: [
      "aaaaaaaa", "88888888", "abababab", "x7x7x7x7x7", "xk4xk4xk4", "啊啊啊啊啊啊啊啊", "zzzzzzzq", "aabbccdd", "11221122",
    ])
  func repetitive(password: String) {
    #expect(withSecondFactor.check(password).contains(.repetitive))
  }

  @Test(
    "Rows of alphabet, digits and keyboard are refused",
    arguments: ["12345678", "87654321", "abcdefgh", "abcd1234", "poiuytre", "qwer4321", "56789012"])
  func sequential(password: String) {
    #expect(withSecondFactor.check(password).contains(.sequential))
  }

  @Test("Patterns that each leave enough are refused when all together don't")
  func together() {
    #expect(withSecondFactor.check("hushi123!x4k") == [.common])
    #expect(withSecondFactor.check("hushi!x4kw92") == [])
    #expect(withSecondFactor.check("xwqmz123!x4k") == [])
  }

  @Test("Composition is nobody's business", arguments: ["kumquatvexing", "48215937062", "KUMQUATVEX"])
  func composition(password: String) {
    #expect(withSecondFactor.check(password) == [])
  }

  @Test("Rule ids are stable")
  func ids() {
    #expect(
      PasswordPolicy.Rule.allCases.map(\.rawValue) == [
        "password.tooShort", "password.tooLong", "password.personal", "password.common", "password.repetitive",
        "password.sequential",
      ])
  }

  @Test("Generated passwords are five groups of readable characters, differ, and pass")
  func generated() throws {
    let passwords = (0..<200).map { _ in PasswordGenerator.generate() }
    #expect(Set(passwords).count == 200)
    for password in passwords {
      #expect(try password.wholeMatch(of: Regex("([2-9a-hjkmnp-z]{4}-){4}[2-9a-hjkmnp-z]{4}")) != nil)
      #expect(!password.contains(where: "01ilo".contains))
      #expect(alone.check(password) == [])
    }
  }
}
