/// The types that JSON Schema tells apart (2020-12 validation §6.1.1).
public enum JSONType: String, Sendable, Hashable, CaseIterable {
  /// Members by name.
  case object
  /// Elements in order.
  case array
  /// A text.
  case string
  /// A number without fraction and exponent.
  case integer
  /// Any number.
  case number
  /// True or false.
  case boolean
  /// Nothing.
  case null

  var chineseName: String {
    switch self {
    case .object: "对象"
    case .array: "数组"
    case .string: "字符串"
    case .integer: "整数"
    case .number: "数字"
    case .boolean: "布尔值"
    case .null: "null"
    }
  }

  var englishName: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .integer: "an integer"
    case .number: "a number"
    case .boolean: "true or false"
    case .null: "null"
    }
  }
}
