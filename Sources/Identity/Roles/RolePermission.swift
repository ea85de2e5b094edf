import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// A permission as a role holds it.
struct RolePermission: Codable, Sendable, Hashable, Described {
  let permission: Permission
  let scope: Scope

  static let descriptions = [
    "permission": "What the role may do; see permission.list",
    "scope": "How far: department (of the department that the role is held for) or hospital",
  ]

  static let samples = [
    RolePermission(permission: .dischargeRead, scope: .hospital),
    RolePermission(permission: .reportRead, scope: .hospital),
  ]

  /// As the database gives them, `discharge.read:hospital` each.
  static func list(_ texts: [String]) -> [RolePermission] {
    list(HeldRole(own: "", permissions: texts).grants)
  }

  /// In the order in which permissions are declared.
  static func list(_ grants: [Permission: Scope]) -> [RolePermission] {
    Permission.allCases.compactMap { permission in
      grants[permission].map { RolePermission(permission: permission, scope: $0) }
    }
  }

  /// What a hospital may compose a role of. The service says which one is wrong; the database refuses it again.
  static func check(_ permissions: [RolePermission]) throws(Failure) {
    guard (1...Permission.allCases.count).contains(permissions.count) else {
      throw Failure.violation(
        "permissions", "count", LocalizedText(chinese: "角色至少要有一项权限", english: "a role needs at least one permission"))
    }
    guard Set(permissions.map(\.permission)).count == permissions.count else {
      throw Failure.violation(
        "permissions", "unique",
        LocalizedText(chinese: "同一权限只能出现一次", english: "names a permission twice; keep the one with the scope you mean"))
    }
    for (index, permission) in permissions.enumerated() {
      let scopes = permission.permission.grantableScopes
      guard !scopes.isEmpty else {
        throw Failure.rule(
          "permissions[\(index)].permission", "grantable",
          LocalizedText(
            chinese: "该权限只随内置角色授予，不能放入自设角色；可用权限见 permission.list",
            english: "comes with built-in roles alone; permission.list says what an own role can hold"))
      }
      guard scopes.contains(permission.scope) else {
        throw Failure.rule(
          "permissions[\(index)].scope", "grantableScope",
          LocalizedText(
            chinese: "该权限不能以此范围授予；可用范围见 permission.list",
            english: "is not a scope in which this permission can be granted; permission.list says which are"))
      }
    }
  }

  /// Writes what a version of a role permits.
  static func store(
    _ permissions: [RolePermission], role: String, version: Int, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) {
    try await transaction.rows(
      """
      insert into identity.role_permission (tenant_id, role, version, permission, scope)
      select \(transaction.call.tenant), \(role), \(Int32(version)), permission, scope
        from unnest(\(permissions.map(\.permission.rawValue)), \(permissions.map(\.scope.rawValue))) as p (permission, scope)
      """)
  }
}
