import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Somebody has mistyped five times and waits at the desk: the lock is lifted, the password stays.
struct UnlockAccount: Command {
  static let name: StaticString = "account.unlock"
  static let summary: StaticString =
    "Lifts the lock of an account of the caller's hospital before its 30 minutes are over"
  static let access = Access.requires(.accountManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Done

  let accountId: UUID

  static let descriptions = ["accountId": "The account; not one of the three administrators'"]
  static let example = Example(UnlockAccount(accountId: .sample(3)), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    _ = try await ManagedAccount.find(accountId, transaction)
    try await transaction.rows(
      """
      update identity.account set failures = 0, locked_until = null
        where tenant_id = \(transaction.call.tenant) and account_id = \(accountId)
      """)
    return Audited(Done(), count: 1)
  }
}
