import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Ends an assignment now, or one that has not begun before it begins. It stays on record: who held what on a day must stay known.
struct RevokeAssignment: Command {
  static let name: StaticString = "assignment.revoke"
  static let summary: StaticString = "Ends an assignment at once; it stays in the history"
  static let access = Access.requires(.assignmentManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Done

  let assignmentId: UUID

  static let descriptions = ["assignmentId": "The assignment"]
  static let example = Example(RevokeAssignment(assignmentId: .sample(3)), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    let found = try await transaction.rows(
      "select account_id, role from identity.assignment where tenant_id = \(call.tenant) and assignment_id = \(assignmentId)"
    )
    guard let (account, role) = try? found.firstRow((UUID, String).self) else { throw Failure(.notFound) }
    guard account != call.actor.account else {
      throw Failure.rule(
        "assignmentId", "ownAssignment",
        LocalizedText(
          chinese: "不能收回自己的角色，请由另一名安全管理员办理",
          english: "nobody withdraws a role from himself; another security officer does"))
    }
    try await transaction.lock([account])
    try await transaction.rows(
      """
      update identity.account set grants_version = grants_version + 1
        where tenant_id = \(call.tenant) and account_id = \(account)
      """)
    let ended = try await transaction.rows(
      """
      update identity.assignment set valid_until = greatest(valid_from, now())
        where tenant_id = \(call.tenant) and assignment_id = \(assignmentId) and (valid_until is null or valid_until > now())
      """)
    try await transaction.rows(
      "select app.guard(\(ended.affected == 1), 'INVALID_STATE', 'assignmentId:assignmentEnded')")
    if Role(rawValue: role)?.isAdministrative ?? false {
      // The database asks again at commit; asked here, the answer names the rule.
      try await transaction.rows("select identity.require_administrators(\(call.tenant))")
    }
    return Audited(Done(), count: 1)
  }
}
