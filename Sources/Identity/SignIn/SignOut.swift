import JSONRPC
import Operations
import SQL

/// Ends the session that the call comes with: at once, on every process.
struct SignOut: Command {
  static let name: StaticString = "session.signOut"
  static let summary: StaticString = "Ends the session that the call comes with"
  static let access = Access.signedIn
  static let audit = AuditRule.impersonal("signIn")
  static let repetition = Repetition.keyless

  typealias Output = Done
  static let descriptions: [String: String] = [:]
  static let example = Example(SignOut(), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    try await transaction.rows(
      """
      update identity.session set ended_at = now()
        where tenant_id = \(call.tenant) and account_id = \(call.actor.account) and session_id = \(call.session)
          and ended_at is null
      """)
    return Audited(Done(), count: 1)
  }
}
