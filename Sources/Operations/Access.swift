/// Who may call a method.
public enum Access: Sendable, Hashable {
  /// Whoever holds the permission, in the scope in which it is held.
  case requires(Permission)
  /// Every signed-in person; the method shows only what is the caller's own.
  case signedIn
  /// Every credential, a person's or an integration key's; the method shows only what is the caller's own.
  case authenticated
  /// Everybody: signing in, and what describes the API.
  case anybody

  /// The permission's name in documents; empty where none is asked for.
  public var permissionName: String {
    switch self {
    case .requires(let permission): permission.rawValue
    case .signedIn: "signedIn"
    case .authenticated: "authenticated"
    case .anybody: "anybody"
    }
  }
}

/// What a method leaves in the audit trail.
public struct AuditRule: Sendable, Hashable {
  /// Why the data is looked at, as the trail says it: `followUp`, `reporting`, `administration`…
  public let purpose: String
  /// Whether the method touches personal data. The database shows none to a method that doesn't say so.
  public let personalData: Bool

  /// A method that touches personal data.
  public static func personal(_ purpose: StaticString) -> AuditRule {
    AuditRule(purpose: "\(purpose)", personalData: true)
  }

  /// A method that touches none.
  public static func impersonal(_ purpose: StaticString) -> AuditRule {
    AuditRule(purpose: "\(purpose)", personalData: false)
  }
}
