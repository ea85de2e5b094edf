import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// A role and what it permits, built in or the hospital's own.
struct RoleDetail: Codable, Sendable, Described {
  let role: String
  let name: String
  let englishName: String?
  let isBuiltIn: Bool
  let isGrantable: Bool
  let needsDepartment: Bool
  let version: Int
  let isActive: Bool
  let permissions: [RolePermission]

  static let descriptions = [
    "role": "The role as assignments and the audit trail name it",
    "name": "What staff call it",
    "englishName": "The same in English",
    "isBuiltIn": "Whether it is the same in every hospital; others are the hospital's own",
    "isGrantable": "Whether assignment.grant gives it; administrative roles come from the platform",
    "needsDepartment": "Whether it is held for a department",
    "version": "The version of an own role, for role.update; 1 for built-in ones",
    "isActive": "False for an own role that was deactivated",
    "permissions": "What it permits, and how far",
  ]

  static let sample = RoleDetail(
    role: "own.medicalOffice", name: "医务科", englishName: "medical office", isBuiltIn: false, isGrantable: true,
    needsDepartment: false, version: 1, isActive: true, permissions: RolePermission.samples)

  init(
    role: String, name: String, englishName: String?, isBuiltIn: Bool, isGrantable: Bool, needsDepartment: Bool,
    version: Int, isActive: Bool, permissions: [RolePermission]
  ) {
    self.role = role
    self.name = name
    self.englishName = englishName
    self.isBuiltIn = isBuiltIn
    self.isGrantable = isGrantable
    self.needsDepartment = needsDepartment
    self.version = version
    self.isActive = isActive
    self.permissions = permissions
  }

  /// A built-in role.
  init(_ role: Role) {
    self.init(
      role: role.rawValue, name: role.chineseName, englishName: role.englishName, isBuiltIn: true,
      isGrantable: !role.isAdministrative, needsDepartment: role.needsDepartment, version: 1, isActive: true,
      permissions: RolePermission.list(role.grants))
  }

  /// A hospital's own role. It is held for a department as soon as one of its permissions reaches no further.
  init(
    own role: String, name: String, englishName: String?, version: Int, isActive: Bool = true,
    permissions: [RolePermission]
  ) {
    self.init(
      role: role, name: name, englishName: englishName, isBuiltIn: false, isGrantable: isActive,
      needsDepartment: permissions.contains { $0.scope == .department }, version: version, isActive: isActive,
      permissions: permissions)
  }
}

extension RoleDetail {
  /// Refuses a name that another role has already: people tell roles apart by it.
  static func requireFreeName(
    _ name: String, for role: String, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) {
    let taken = try await transaction.rows(
      """
      select 1 from identity.role
        where tenant_id = \(transaction.call.tenant) and name = \(name) and status = 'active' and role <> \(role)
      """)
    guard taken.isEmpty, !Role.allCases.contains(where: { $0.chineseName == name }) else {
      throw Failure(
        .alreadyExists,
        violations: [
          Violation(
            path: "name", rule: "unique",
            message: LocalizedText(chinese: "已有同名角色", english: "a role of this name exists already; choose another"))
        ])
    }
  }
}
