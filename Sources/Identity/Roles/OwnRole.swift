import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// What the methods that change a hospital's own role share.
enum OwnRole {
  /// Locks the role and checks that it is as the caller read it. Whoever grants it waits until the change is committed, so that nobody
  /// comes to hold what it permitted before.
  static func lock(
    _ role: OwnRoleKey, expectedVersion: Int, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) {
    let rows = try await transaction.rows(
      """
      select version, status from identity.role
        where tenant_id = \(transaction.call.tenant) and role = \(role.text) for update
      """)
    guard let (version, status) = try? rows.firstRow((Int, String).self) else { throw Failure(.notFound) }
    guard status == "active" else {
      throw Failure(
        .invalidState,
        violations: [
          Violation(
            path: "role", rule: "roleDeactivated",
            message: LocalizedText(chinese: "该角色已停用", english: "the role is deactivated; compose a new one"))
        ])
    }
    try await transaction.rows(
      "select app.guard(\(version == expectedVersion), 'VERSION_CONFLICT', 'expectedVersion:versionConflict')")
  }

  /// Whoever holds the role, now or later, is looked up again at the next call.
  static func tellHolders(of role: OwnRoleKey, _ transaction: borrowing WriteTransaction) async throws(Failure) -> Int {
    let held = try await transaction.rows(
      """
      select distinct g.account_id from identity.assignment g
        where g.tenant_id = \(transaction.call.tenant) and g.role = \(role.text)
          and (g.valid_until is null or g.valid_until > now())
      """)
    let accounts: [UUID]
    do { accounts = try held.decode(UUID.self) } catch { throw Failure(.internalError) }
    try await transaction.lock(accounts)
    let holders = try await transaction.rows(
      """
      update identity.account a set grants_version = grants_version + 1
        where a.tenant_id = \(transaction.call.tenant) and exists (
          select from identity.assignment g
            where g.tenant_id = a.tenant_id and g.account_id = a.account_id and g.role = \(role.text)
              and (g.valid_until is null or g.valid_until > now()))
      """)
    return holders.affected
  }

  /// Whether a role that can be granted is held for a department; the role's row stays locked against changes until the grant is
  /// committed.
  static func needsDepartment(
    _ role: RoleKey, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> Bool {
    let rows = try await transaction.rows(
      """
      select exists (
          select from identity.role_permission p
            where p.tenant_id = r.tenant_id and p.role = r.role and p.version = r.version and p.scope = 'department')
        from identity.role r
        where r.tenant_id = \(transaction.call.tenant) and r.role = \(role.text) and r.status = 'active' for share of r
      """)
    guard let needsDepartment = try? rows.firstRow(Bool.self) else { throw Failure(.notFound) }
    return needsDepartment
  }
}
