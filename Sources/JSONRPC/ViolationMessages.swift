/// The violations that this module finds itself; rules are named as in JSON Schema where it has them.
extension Violation {
  /// How many are reported: enough to mend a form at once, and a bound on what a hostile body makes us write.
  static let maximum = 20

  static let paramsByNameOnly = Violation(
    rule: "byName",
    message: LocalizedText(chinese: "参数须按名称以对象形式提供", english: "Params must be an object, by name"))

  static let envelopeVersion = Violation(
    path: "jsonrpc", rule: "const", message: LocalizedText(chinese: "须为 \"2.0\"", english: "Must be \"2.0\""))

  static let envelopeMethod = Violation(
    path: "method", rule: "type", message: LocalizedText(chinese: "须为字符串", english: "Must be a string"))

  static let envelopeParams = Violation(
    path: "params", rule: "type",
    message: LocalizedText(chinese: "须为对象或数组，或不提供", english: "Must be an object or an array, or absent"))

  static let envelopeID = Violation(
    path: "id", rule: "type",
    message: LocalizedText(chinese: "须为字符串、数字或 null", english: "Must be a string, a number or null"))

  static func unknownField(at path: String) -> Violation {
    Violation(
      path: path, rule: "additionalProperties",
      message: LocalizedText(chinese: "没有这个字段", english: "No such field"))
  }

  static func missing(_ name: String, in path: String) -> Violation {
    Violation(
      path: path.appendingMember(name), rule: "required",
      message: LocalizedText(chinese: "必须提供", english: "Is required"))
  }

  static func wrongType(_ expected: JSONType, at path: String) -> Violation {
    Violation(
      path: path, rule: "type",
      message: LocalizedText(chinese: "须为\(expected.chineseName)", english: "Must be \(expected.englishName)"))
  }

  static func outOfRange(at path: String) -> Violation {
    Violation(
      path: path, rule: "range",
      message: LocalizedText(chinese: "数值超出可表示的范围", english: "The number is too large or too small to be represented"))
  }

  static func notAllowed(at path: String) -> Violation {
    Violation(
      path: path, rule: "value",
      message: LocalizedText(chinese: "不是允许的值", english: "Not an allowed value"))
  }

  static func notFormat(_ format: String, at path: String) -> Violation {
    let name =
      switch format {
      case "uuid": LocalizedText(chinese: "须为 UUID", english: "Must be a UUID")
      case "date-time":
        LocalizedText(
          chinese: "须为带时区的日期时间（RFC 3339）", english: "Must be a date and time with its offset (RFC 3339)")
      default: LocalizedText(chinese: "格式须为 \(format)", english: "Must have the format \(format)")
      }
    return Violation(path: path, rule: "format", message: name)
  }
}

extension String {
  /// The path of a member below this path. Names come from the caller, so their length is bounded.
  func appendingMember(_ name: String) -> String {
    let name = name.utf8.count <= 64 ? name : String(String.UnicodeScalarView(name.unicodeScalars.prefix(16))) + "…"
    return isEmpty ? name : "\(self).\(name)"
  }
}
