import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Somebody has come back. The password is the one of before; whoever doubts it resets it. Roles are granted anew: an activation asks
/// nobody who grants.
struct ActivateAccount: Command {
  static let name: StaticString = "account.activate"
  static let summary: StaticString = "Activates a deactivated account of the caller's hospital again, without any role"
  static let access = Access.requires(.accountManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Done

  let accountId: UUID

  static let descriptions = ["accountId": "The account; not one of the three administrators'"]
  static let example = Example(ActivateAccount(accountId: .sample(3)), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    _ = try await ManagedAccount.find(accountId, transaction)
    let staff = try await transaction.rows(
      """
      select s.status = 'active' from identity.account a
        join directory.staff s on s.tenant_id = a.tenant_id and s.staff_id = a.staff_id
        where a.tenant_id = \(transaction.call.tenant) and a.account_id = \(accountId) for share of s
      """)
    if (try? staff.firstRow(Bool.self)) == false {
      throw Failure.rule(
        "accountId", "activeStaff",
        LocalizedText(
          chinese: "该账号对应的人员已停用，请先启用",
          english: "the member of staff behind it is deactivated: activate the person first"))
    }
    try await transaction.rows(
      """
      update identity.account
        set status = 'active', grants_version = grants_version + 1, failures = 0, locked_until = null, deactivated_at = null
        where tenant_id = \(transaction.call.tenant) and account_id = \(accountId)
      """)
    return Audited(Done(), count: 1)
  }
}
