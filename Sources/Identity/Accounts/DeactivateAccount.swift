import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Somebody has left: the account signs in no more, its roles have ended and what stood in for it too, and what the person did stays the
/// person's. Accounts are never deleted.
struct DeactivateAccount: Command {
  static let name: StaticString = "account.deactivate"
  static let summary: StaticString =
    "Deactivates an account of the caller's hospital: nobody signs in with it, and its sessions and roles end"
  static let access = Access.requires(.accountManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Done

  let accountId: UUID

  static let descriptions = ["accountId": "The account; not one of the three administrators'"]
  static let example = Example(DeactivateAccount(accountId: .sample(3)), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    _ = try await ManagedAccount.find(accountId, transaction)
    try await transaction.rows(
      """
      update identity.account set status = 'deactivated', grants_version = grants_version + 1,
          deactivated_at = coalesce(deactivated_at, now())
        where tenant_id = \(transaction.call.tenant) and account_id = \(accountId)
      """)
    try await endAssignments(transaction)
    try await transaction.endSessions(of: accountId)
    return Audited(Done(), count: 1)
  }

  /// What is lent from the account's assignments ends with them, which the database sees to; what the account holds as a substitute is
  /// among them.
  private func endAssignments(_ transaction: borrowing WriteTransaction) async throws(Failure) {
    let tenant = transaction.call.tenant
    try await transaction.rows(
      """
      update identity.assignment set valid_until = greatest(valid_from, now())
        where tenant_id = \(tenant) and account_id = \(accountId) and (valid_until is null or valid_until > now())
      """)
    try await transaction.rows(
      """
      update identity.substitution set valid_until = greatest(valid_from, now())
        where tenant_id = \(tenant) and \(accountId) in (absent_account_id, substitute_account_id) and valid_until > now()
      """)
  }
}
