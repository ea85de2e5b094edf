import JSONRPC
import Operations
import SQL

/// Ends the caller's sessions: at once, on every process.
struct SignOut: Command {
  static let name: StaticString = "session.signOut"
  static let summary: StaticString = "Ends the caller's sessions"
  static let access = Access.signedIn
  static let audit = AuditRule.impersonal("signIn")

  typealias Output = Done
  static let descriptions: [String: String] = [:]
  static let example = Example(SignOut(), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    try await transaction.rows(
      """
      update access.session set ended_at = now()
        where tenant_id = \(call.tenant) and account_id = \(call.actor.account) and ended_at is null
      """)
    return Audited(Done(), count: 1)
  }
}
