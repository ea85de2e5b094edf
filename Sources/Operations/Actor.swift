public import FoundationEssentials

/// A role that a person holds now, and for which department.
public struct Grant: Sendable, Hashable {
  /// The role.
  public let role: HeldRole
  /// The department that it is held for; nil when it isn't bound to one.
  public let department: UUID?
  /// Whether it is lent by a substitution.
  public let isLent: Bool

  /// A role, for a department or for the whole organization.
  public init(role: HeldRole, department: UUID?, isLent: Bool = false) {
    self.role = role
    self.department = department
    self.isLent = isLent
  }

  /// The role as the audit trail names it: a substitute is known for one.
  var trailName: String { isLent ? role.key + "(substitute)" : role.key }
}

/// The signed-in person for whom a call runs.
public struct Actor: Sendable {
  /// The person's organization: the tenant whose rows a call can see.
  public let tenant: UUID
  /// The account.
  public let account: UUID
  /// The name on screen.
  public let displayName: String
  /// `name@organizationCode`.
  public let username: String
  /// What kind of organization the tenant is.
  public let organizationKind: OrganizationKind
  /// What the person holds now.
  public let grants: [Grant]
  /// Whether it is a hospital's own system that calls, by an integration key, and no person.
  public var isIntegration: Bool { grants.contains { $0.role.key == HeldRole.integrationKey } }
  /// The version of the grants; the database refuses an older one.
  public let grantsVersion: Int

  /// The widest scope in which the person holds a permission; nil when the person doesn't hold it.
  public func scope(of permission: Permission) -> Scope? {
    grants.compactMap { $0.role.grants[permission] }.max()
  }

  /// The rows that a call under this permission may see; nil when the person doesn't hold it.
  public func reach(of permission: Permission) -> Reach? {
    guard let scope = scope(of: permission) else { return nil }
    if scope > .department { return .organization }
    let departments = grants.compactMap { $0.role.grants[permission] == nil ? nil : $0.department }
    return .departments(Array(Set(departments)).sorted { $0.uuidString < $1.uuidString })
  }

  /// Whether the caller may call a method with this access at all; what it shows then is the scope's matter.
  public func mayCall(_ access: Access) -> Bool {
    switch access {
    case .requires(let permission): scope(of: permission) != nil
    case .signedIn: !isIntegration
    case .authenticated, .anybody: true
    }
  }

  /// The roles as the audit trail names them; cut where somebody has collected more than an event holds.
  public var roleNames: String {
    let names = Set(grants.map(\.trailName)).sorted().joined(separator: " ")
    return names.utf8.count > 500 ? names.prefix(499) + "…" : names
  }
}
