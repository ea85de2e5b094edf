import JSONRPC
import Operations
import Server

/// The table method × permission × scope by role × audit event, and what each permission means, made of what the dispatcher runs by.
enum PermissionTable {
  /// The table in Markdown, without a line break at the end.
  static func text() throws -> String {
    let methods = try Composition.registry().sorted
    let head = [
      "# Who may call what, and what it leaves behind", "",
      "Made by `huifang openrpc --permissions`; a test compares. A role's scope is the widest rows that the method reaches for it.",
      "", "| method | permission | roles with their scope | audit event | purpose | personal data |",
      "| --- | --- | --- | --- | --- | --- |",
    ]
    let permissions = [
      "", "## Permissions", "",
      "In own roles: how far a hospital can grant it in a role of its own. Keys: whether an integration key can have it.",
      "", "| permission | meaning | 含义 | in own roles | keys |", "| --- | --- | --- | --- | --- |",
    ]
    let lines: [String] = head + methods.map(row) + permissions + Permission.allCases.map(row)
    return lines.joined(separator: "\n")
  }

  private static func row(_ permission: Permission) -> String {
    let scopes = permission.grantableScopes.sorted().map(\.rawValue).joined(separator: ", ")
    let cells = [
      "`\(permission.rawValue)`", permission.text.english, permission.text.chinese, scopes.isEmpty ? "–" : scopes,
      permission.isGrantableToKeys ? "yes" : "no",
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }

  private static func row(_ method: RegisteredMethod) -> String {
    let name = method.isPublished ? "`\(method.name)`" : "`\(method.name)` (beside RPC)"
    let cells = [
      name, permission(method.access), roles(method.access), "`\(method.name)`", method.audit.purpose,
      method.audit.personalData ? "yes" : "no",
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }

  private static func permission(_ access: Access) -> String {
    switch access {
    case .requires(let permission): "`\(permission.rawValue)`"
    case .signedIn: "– (signed in)"
    case .authenticated: "– (signed in, or integration key)"
    case .anybody: "– (anybody)"
    }
  }

  private static func roles(_ access: Access) -> String {
    switch access {
    case .requires(let permission):
      Role.allCases.compactMap { role in role.grants[permission].map { "\(role.rawValue): \($0.rawValue)" } }
        .joined(separator: ", ")
    case .signedIn, .authenticated: "every role: own"
    case .anybody: "everybody"
    }
  }
}
