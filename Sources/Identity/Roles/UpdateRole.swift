import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Changes one of the hospital's own roles. Whoever holds it has the new permissions at the next call; what it permitted before stays on
/// record as its version.
struct UpdateRole: Command {
  static let name: StaticString = "role.update"
  static let summary: StaticString = "Changes a role of the hospital's own, for everybody who holds it at once"
  static let access = Access.requires(.roleManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = RoleDetail

  let role: OwnRoleKey
  let name: Name
  var englishName: Name?
  let permissions: [RolePermission]
  let expectedVersion: Int

  static let descriptions = [
    "role": "The role",
    "name": "What staff call it from now on",
    "englishName": "The same in English",
    "permissions": "All that it permits from now on, and how far",
    "expectedVersion": "The version that was read; another one means that somebody changed it in the meantime",
  ]
  static let example = Example(
    UpdateRole(
      role: "own.medicalOffice", name: "医务科", englishName: "medical office", permissions: RolePermission.samples,
      expectedVersion: 1), answers: RoleDetail.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<RoleDetail> {
    let call = transaction.call
    try RolePermission.check(permissions)
    try await OwnRole.lock(role, expectedVersion: expectedVersion, transaction)
    try await RoleDetail.requireFreeName(name.text, for: role.text, transaction)
    if permissions.contains(where: { $0.scope == .department }) { try await requireDepartments(transaction) }
    let version = expectedVersion + 1
    try await transaction.rows(
      """
      update identity.role set name = \(name.text), english_name = \(englishName?.text), version = \(Int32(version))
        where tenant_id = \(call.tenant) and role = \(role.text)
      """)
    try await RolePermission.store(permissions, role: role.text, version: version, transaction)
    let holders = try await OwnRole.tellHolders(of: role, transaction)
    let detail = RoleDetail(
      own: role.text, name: name.text, englishName: englishName?.text, version: version, permissions: permissions)
    return Audited(detail, count: 1 + holders)
  }

  /// A permission that reaches no further than a department would be nothing to those who hold the role for none.
  private func requireDepartments(_ transaction: borrowing WriteTransaction) async throws(Failure) {
    let without = try await transaction.rows(
      """
      select 1 from identity.assignment
        where tenant_id = \(transaction.call.tenant) and role = \(role.text) and department_id is null
          and (valid_until is null or valid_until > now()) limit 1
      """)
    guard without.isEmpty else {
      throw Failure.rule(
        "permissions", "holdersWithoutDepartment",
        LocalizedText(
          chinese: "有人未指定科室而持有该角色：请先收回，再按科室授予",
          english:
            "somebody holds the role for no department: withdraw those assignments first and grant them for a department"
        ))
    }
  }
}
