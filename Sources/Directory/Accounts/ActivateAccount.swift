import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Somebody has come back. The password is the one of before; whoever doubts it resets it.
struct ActivateAccount: Command {
  static let name: StaticString = "account.activate"
  static let summary: StaticString = "Activates a deactivated account of the caller's hospital again"
  static let access = Access.requires(.accountManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Done

  let accountId: UUID

  static let descriptions = ["accountId": "The account; not one of the three administrators'"]
  static let example = Example(ActivateAccount(accountId: Department.sample.id), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    _ = try await ManagedAccount.find(accountId, transaction)
    try await transaction.rows(
      """
      update access.account
        set status = 'active', grants_version = grants_version + 1, failures = 0, locked_until = null
        where tenant_id = \(transaction.call.tenant) and account_id = \(accountId)
      """)
    return Audited(Done(), count: 1)
  }
}
