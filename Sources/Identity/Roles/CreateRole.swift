import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Composes a role of the hospital's own from permissions: 医务科, 护理部, 质控办 and whoever else works with follow-up there.
struct CreateRole: Command {
  static let name: StaticString = "role.create"
  static let summary: StaticString = "Composes a role of the hospital's own from permissions"
  static let access = Access.requires(.roleManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = RoleDetail

  let role: OwnRoleKey
  let name: Name
  var englishName: Name?
  let permissions: [RolePermission]

  static let descriptions = [
    "role": "The role's lasting name in assignments and in the audit trail, beginning with own.",
    "name": "What staff call it",
    "englishName": "The same in English",
    "permissions": "What it permits, and how far; permission.list says what can be granted",
  ]
  static let example = Example(
    CreateRole(
      role: "own.medicalOffice", name: "医务科", englishName: "medical office", permissions: RolePermission.samples),
    answers: RoleDetail.sample)

  /// More would be nobody's overview.
  static let maximumRoles = 100

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<RoleDetail> {
    let call = transaction.call
    try RolePermission.check(permissions)
    let existing = try await transaction.rows(
      """
      select count(*), count(*) filter (where role = \(role.text)) from identity.role where tenant_id = \(call.tenant)
      """)
    guard let (count, same) = try? existing.firstRow((Int, Int).self) else { throw Failure(.internalError) }
    guard same == 0 else {
      throw Failure(
        .alreadyExists,
        violations: [
          Violation(
            path: "role", rule: "unique",
            message: LocalizedText(
              chinese: "该角色代码已被使用，已停用的角色也不能重名",
              english: "the role exists already, perhaps deactivated; choose another name"))
        ])
    }
    guard count < Self.maximumRoles else {
      throw Failure.rule(
        "role", "maximumRoles",
        LocalizedText(chinese: "自设角色最多 100 个", english: "a hospital has at most 100 roles of its own"))
    }
    try await RoleDetail.requireFreeName(name.text, for: role.text, transaction)
    try await transaction.rows(
      """
      insert into identity.role (tenant_id, role, name, english_name)
      values (\(call.tenant), \(role.text), \(name.text), \(englishName?.text))
      """)
    try await RolePermission.store(permissions, role: role.text, version: 1, transaction)
    return Audited(
      RoleDetail(
        own: role.text, name: name.text, englishName: englishName?.text, version: 1,
        permissions: permissions), count: 1)
  }
}
