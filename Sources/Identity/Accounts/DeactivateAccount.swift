import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Somebody has left: the account signs in no more, and what the person did stays the person's. Accounts are never deleted.
struct DeactivateAccount: Command {
  static let name: StaticString = "account.deactivate"
  static let summary: StaticString =
    "Deactivates an account of the caller's hospital: nobody signs in with it, and all its sessions end"
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
      update access.account set status = 'deactivated', grants_version = grants_version + 1
        where tenant_id = \(transaction.call.tenant) and account_id = \(accountId)
      """)
    try await transaction.endSessions(of: accountId)
    return Audited(Done(), count: 1)
  }
}
