import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Ends one session of the caller's own, such as one left open on another machine.
struct RevokeSession: Command {
  static let name: StaticString = "session.revoke"
  static let summary: StaticString = "Ends one of the caller's sessions"
  static let access = Access.signedIn
  static let audit = AuditRule.impersonal("signIn")
  static let repetition = Repetition.keyless

  typealias Output = Done

  let sessionId: UUID

  static let descriptions = ["sessionId": "The session, from session.list"]
  static let example = Example(RevokeSession(sessionId: .sample(3)), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    let ended = try await transaction.rows(
      """
      update identity.session set ended_at = coalesce(ended_at, now())
        where tenant_id = \(call.tenant) and account_id = \(call.actor.account) and session_id = \(sessionId)
        returning session_id
      """)
    guard !ended.isEmpty else { throw Failure(.notFound) }
    return Audited(Done(), count: 1)
  }
}
