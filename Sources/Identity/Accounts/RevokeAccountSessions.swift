import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Ends all sessions of somebody of the hospital: a device was lost, or somebody has left. It keeps nobody from signing in again.
struct RevokeAccountSessions: Command {
  static let name: StaticString = "account.session.revoke"
  static let summary: StaticString = "Ends all sessions of an account of the caller's hospital"
  static let access = Access.requires(.accountSessionRevoke)
  static let audit = AuditRule.impersonal("administration")

  /// How many there were.
  struct Output: Codable, Sendable, Described {
    let ended: Int
    static let descriptions = ["ended": "How many sessions were open"]
  }

  let accountId: UUID

  static let descriptions = ["accountId": "The account"]
  static let example = Example(
    RevokeAccountSessions(accountId: .sample(3)), answers: Output(ended: 2))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let accounts = try await transaction.rows(
      "select 1 from identity.account where tenant_id = \(transaction.call.tenant) and account_id = \(accountId)")
    guard !accounts.isEmpty else { throw Failure(.notFound) }
    let ended = try await transaction.endSessions(of: accountId)
    return Audited(Output(ended: ended), count: ended)
  }
}
