import JSONRPC
import Operations

/// A role as calls name it: a built-in one, or one of the hospital's own.
struct RoleKey: CheckedText {
  let text: String
  init(unchecked text: String) { self.text = text }
  static var pattern: Regex<Substring> { /(?:own\.)?[a-z][A-Za-z0-9]{1,31}/ }
  static let rule = "role"
  static let message = LocalizedText(
    chinese: "须为内置角色（如 wardNurse）或本院自设角色（如 own.medicalOffice）",
    english: "must be a built-in role such as wardNurse, or one of the hospital's own such as own.medicalOffice")
  static let sample = "wardNurse"

  /// The built-in role; nil for a hospital's own.
  var builtIn: Role? { Role(rawValue: text) }
  /// Whether it names a hospital's own role.
  var isOwn: Bool { text.hasPrefix("own.") }
}

/// The name of a hospital's own role in assignments and in the audit trail. It never changes, so that the trail stays readable.
struct OwnRoleKey: CheckedText {
  let text: String
  init(unchecked text: String) { self.text = text }
  static var pattern: Regex<Substring> { /own\.[a-z][A-Za-z0-9]{1,31}/ }
  static let rule = "ownRole"
  static let message = LocalizedText(
    chinese: "须以 own. 开头，后接 2 到 32 个字母或数字，首字母小写，如 own.medicalOffice",
    english: "must be own. and 2 to 32 letters or digits beginning with a small one, such as own.medicalOffice")
  static let sample = "own.medicalOffice"
}
