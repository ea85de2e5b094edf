/// A role as somebody holds it: one of the built-in ones, or one that the hospital composed of permissions. What follows from a role
/// follows from its permissions, so that both kinds go the same way.
public struct HeldRole: Sendable, Hashable {
  /// The name by which assignments and the audit trail know it: `wardNurse`, `own.medicalOffice`.
  public let key: String
  /// What it permits, and how far.
  public let grants: [Permission: Scope]

  /// A built-in role.
  public init(_ role: Role) {
    key = role.rawValue
    grants = role.grants
  }

  /// A hospital's own role with its permissions as the database gives them, `discharge.read:hospital` each. What can't be put into an
  /// own role gives nothing, whoever wrote it into the table.
  public init(own key: String, permissions: [String]) {
    self.key = key
    grants = Dictionary(
      permissions.compactMap { text -> (Permission, Scope)? in
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, let permission = Permission(rawValue: parts[0]), let scope = Scope(rawValue: parts[1]),
          permission.grantableScopes.contains(scope)
        else { return nil }
        return (permission, scope)
      }, uniquingKeysWith: min)
  }

  /// What an integration key permits, as if it were a role: always for the whole hospital, and nothing that keys can't have.
  init(integrationKey permissions: [String]) {
    key = Self.integrationKey
    let held = permissions.compactMap(Permission.init).filter(\.isGrantableToKeys)
    grants = Dictionary(held.map { ($0, Scope.hospital) }) { first, _ in first }
  }

  /// How the audit trail names what calls by an integration key.
  static let integrationKey = "integrationKey"

  /// The role as an assignment names it; nil when it is neither built in nor the hospital's own.
  public init?(key: String, permissions: [String]?) {
    if let role = Role(rawValue: key) {
      self.init(role)
    } else if let permissions {
      self.init(own: key, permissions: permissions)
    } else {
      return nil
    }
  }

  /// The built-in role; nil for a hospital's own.
  public var builtIn: Role? { Role(rawValue: key) }
}
