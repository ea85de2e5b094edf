/// Violations of the limits that a schema states, named as its keywords are.
extension Violation {
  static func tooManyElements(_ maximum: Int, at path: String) -> Violation {
    Violation(
      path: path, rule: "maxItems",
      message: LocalizedText(chinese: "最多 \(maximum) 项", english: "At most \(maximum) items"))
  }

  static func tooFewElements(_ minimum: Int, at path: String) -> Violation {
    Violation(
      path: path, rule: "minItems",
      message: LocalizedText(chinese: "至少 \(minimum) 项", english: "At least \(minimum) items"))
  }

  static func tooLong(_ maximum: Int, at path: String) -> Violation {
    Violation(
      path: path, rule: "maxLength",
      message: LocalizedText(chinese: "不能超过 \(maximum) 个字符", english: "At most \(maximum) characters"))
  }

  static func tooShort(_ minimum: Int, at path: String) -> Violation {
    Violation(
      path: path, rule: "minLength",
      message: LocalizedText(chinese: "至少 \(minimum) 个字符", english: "At least \(minimum) characters"))
  }

  static func above(_ maximum: Int, at path: String) -> Violation {
    Violation(
      path: path, rule: "maximum",
      message: LocalizedText(chinese: "不能大于 \(maximum)", english: "At most \(maximum)"))
  }

  static func below(_ minimum: Int, at path: String) -> Violation {
    Violation(
      path: path, rule: "minimum",
      message: LocalizedText(chinese: "不能小于 \(minimum)", english: "At least \(minimum)"))
  }

  static func notAmong(_ values: [JSONBytes], at path: String) -> Violation {
    let list = values.prefix(30).map(\.text).joined(separator: ", ")
    return Violation(
      path: path, rule: "enum",
      message: LocalizedText(chinese: "须为下列之一：\(list)", english: "Must be one of: \(list)"))
  }
}
