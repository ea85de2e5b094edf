import JSONRPC
import Operations
import Vault

/// A password that a person chooses, held against the policy. What it breaks is said by name.
struct ChosenPassword {
  let text: String
  /// The parameter that it came as.
  let path: String

  /// - Parameters:
  ///   - old: the password that it takes the place of.
  ///   - personal: names of the person and the hospital, which guessers try first.
  /// - Throws: `RULE_VIOLATION` with each rule that the password breaks.
  func check(insteadOf old: String, hasSecondFactor: Bool, personal: [String]) throws(Failure) {
    let policy = PasswordPolicy(hasSecondFactor: hasSecondFactor, personal: personal)
    var violations = policy.check(text).map { rule in
      Violation(path: path, rule: rule.rawValue, message: Self.message(of: rule, minimum: policy.minimumLength))
    }
    if text == old {
      violations.append(
        Violation(
          path: path, rule: "password.unchanged",
          message: LocalizedText(chinese: "新密码不能与当前密码相同", english: "the new password must differ from the present one")
        ))
    }
    guard violations.isEmpty else { throw Failure(.ruleViolation, violations: violations) }
  }

  private static func message(of rule: PasswordPolicy.Rule, minimum: Int) -> LocalizedText {
    switch rule {
    case .tooShort:
      minimum < 15
        ? LocalizedText(chinese: "密码至少 \(minimum) 个字符", english: "at least \(minimum) characters")
        : LocalizedText(
          chinese: "密码至少 \(minimum) 个字符；启用动态口令后 8 个即可",
          english: "at least \(minimum) characters; 8 are enough for an account with a one-time code")
    case .tooLong:
      LocalizedText(
        chinese: "密码最多 \(PasswordPolicy.maximumLength) 个字符",
        english: "at most \(PasswordPolicy.maximumLength) characters")
    case .personal:
      LocalizedText(
        chinese: "密码中除本人姓名、用户名或单位名称、代码外的部分太短",
        english: "too little is left of it beside your name, your user name and your organization's name and code")
    case .common:
      LocalizedText(
        chinese: "密码中除常见密码用词外的部分太短，请换用或加上不常见的词",
        english: "too little is left of it beside words that are commonly used in passwords: add uncommon ones")
    case .repetitive:
      LocalizedText(
        chinese: "密码中重复的部分太多", english: "too much of it is a repetition of the same characters")
    case .sequential:
      LocalizedText(
        chinese: "密码中连续的字母、数字或键盘顺序太多", english: "too much of it is a row of letters, digits or neighbouring keys")
    }
  }
}
