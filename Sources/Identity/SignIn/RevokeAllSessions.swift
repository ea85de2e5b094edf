import JSONRPC
import Operations
import SQL

/// Ends all sessions of the caller, the one of the call too: for whoever has lost a device or left one signed in.
struct RevokeAllSessions: Command {
  static let name: StaticString = "session.revokeAll"
  static let summary: StaticString = "Ends all sessions of the caller, this one too"
  static let access = Access.signedIn
  static let audit = AuditRule.impersonal("signIn")
  static let repetition = Repetition.keyless

  typealias Output = Done
  static let descriptions: [String: String] = [:]
  static let example = Example(RevokeAllSessions(), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    let ended = try await transaction.rows(
      """
      update identity.session set ended_at = now()
        where tenant_id = \(call.tenant) and account_id = \(call.actor.account) and ended_at is null
        returning session_id
      """)
    return Audited(Done(), count: ended.count)
  }
}
