import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Deactivates one of the hospital's own roles: whoever holds it holds it no longer, at once. Its name stays taken, since the trail and
/// the history of assignments speak of it.
struct DeactivateRole: Command {
  static let name: StaticString = "role.deactivate"
  static let summary: StaticString = "Deactivates a role of the hospital's own and ends its assignments"
  static let access = Access.requires(.roleManage)
  static let audit = AuditRule.impersonal("administration")

  let role: OwnRoleKey
  let expectedVersion: Int

  static let descriptions = [
    "role": "The role",
    "expectedVersion": "The version that was read; another one means that somebody changed it in the meantime",
  ]

  /// How many held it.
  struct Output: Codable, Sendable, Described {
    let endedAssignments: Int
    static let descriptions = ["endedAssignments": "How many assignments ended with it"]
  }

  static let example = Example(
    DeactivateRole(role: "own.medicalOffice", expectedVersion: 1), answers: Output(endedAssignments: 3))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    try await OwnRole.lock(role, expectedVersion: expectedVersion, transaction)
    _ = try await OwnRole.tellHolders(of: role, transaction)
    let ended = try await transaction.rows(
      """
      update identity.assignment set valid_until = greatest(valid_from, now())
        where tenant_id = \(call.tenant) and role = \(role.text) and (valid_until is null or valid_until > now())
      """)
    try await transaction.rows(
      "update identity.role set status = 'deactivated' where tenant_id = \(call.tenant) and role = \(role.text)")
    return Audited(Output(endedAssignments: ended.affected), count: 1 + ended.affected)
  }
}
