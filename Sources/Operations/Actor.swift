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

/// The signed-in person for whom a call runs. What follows from the roles is worked out once, when they are read.
public final class Actor: Sendable {
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
  public let isIntegration: Bool
  /// The version of the grants; the database refuses an older one.
  public let grantsVersion: Int
  /// The roles as the audit trail names them; cut where somebody has collected more than an event holds.
  public let roleNames: String
  private let reaches: [Permission: HeldReach]

  init(
    tenant: UUID, account: UUID, displayName: String, username: String, organizationKind: OrganizationKind,
    grants: [Grant], grantsVersion: Int
  ) {
    self.tenant = tenant
    self.account = account
    self.displayName = displayName
    self.username = username
    self.organizationKind = organizationKind
    self.grants = grants
    self.grantsVersion = grantsVersion
    isIntegration = grants.contains { $0.role.key == HeldRole.integrationKey }
    let names = Set(grants.map(\.trailName)).sorted().joined(separator: " ")
    roleNames = names.utf8.count > 500 ? names.prefix(499) + "…" : names
    let held = Set(grants.flatMap(\.role.grants.keys))
    reaches = Dictionary(uniqueKeysWithValues: held.map { ($0, HeldReach(of: $0, in: grants)) })
  }

  /// The widest scope in which the person holds a permission; nil when the person doesn't hold it.
  public func scope(of permission: Permission) -> Scope? { reaches[permission]?.scope }

  /// The rows that a call under this permission may see; nil when the person doesn't hold it.
  public func reach(of permission: Permission) -> Reach? { reaches[permission]?.reach }

  /// Whether the caller may call a method with this access at all; what it shows then is the scope's matter.
  public func mayCall(_ access: Access) -> Bool { reach(under: access) != nil }

  /// How far a call with this access reaches; nil when the caller may not make it.
  func reach(under access: Access) -> HeldReach? {
    switch access {
    case .requires(let permission): reaches[permission]
    case .signedIn: isIntegration ? nil : .own
    case .authenticated, .anybody: .own
    }
  }
}

/// How far somebody's permission reaches, and what row security is told of it.
struct HeldReach: Sendable {
  let scope: Scope
  let reach: Reach
  let setting: String

  /// No rows but the caller's own.
  static let own = HeldReach(.own, .departments([]))

  private init(_ scope: Scope, _ reach: Reach) {
    self.scope = scope
    self.reach = reach
    setting = reach.setting
  }

  /// The widest scope counts; departments are those of the roles that hold the permission.
  init(of permission: Permission, in grants: [Grant]) {
    let scope = grants.compactMap { $0.role.grants[permission] }.max() ?? .own
    if scope > .department {
      self.init(scope, .organization)
    } else {
      let departments = grants.compactMap { $0.role.grants[permission] == nil ? nil : $0.department }
      self.init(scope, .departments(Array(Set(departments)).sorted { $0.uuidString < $1.uuidString }))
    }
  }
}
