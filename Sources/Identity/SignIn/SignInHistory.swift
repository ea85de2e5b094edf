import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// An attempt to sign in to the caller's account.
struct PastSignIn: Codable, Sendable, Described {
  let eventId: UUID
  let at: Date
  let outcome: String
  let reason: String?
  let clientAddress: String

  static let descriptions = [
    "eventId": "The attempt's event in the audit trail",
    "at": "When",
    "outcome": "allowed or refused",
    "reason":
      "Why it was refused: wrongPassword, locked, oneTimeCodeRequired, wrongOneTimeCode, wrongRecoveryCode, newPasswordRequired, newPasswordRefused, noSecondFactor, overtaken; or recoveryCode, by which it was allowed",
    "clientAddress": "The address from which it came",
  ]
}

/// The caller's own sign-ins and what was tried in the caller's name: who sees an attempt that was somebody else's changes the password.
struct SignInHistory: PipelinedQuery {
  static let name: StaticString = "session.history"
  static let summary: StaticString =
    "Who has signed in to the caller's account or tried to, the latest first; of the last seven months"
  static let access = Access.signedIn
  static let audit = AuditRule.impersonal("signIn")

  typealias Output = PageOf<PastSignIn>
  static let descriptions = ["page": "Which part of the list"]

  let page: PageRequest?

  static let example = Example(
    SignInHistory(page: nil),
    answers: PageOf(
      items: [
        PastSignIn(
          eventId: .sample(3), at: Date(timeIntervalSince1970: 1_793_275_200), outcome: "refused",
          reason: "wrongPassword",
          clientAddress: "10.20.30.40")
      ], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<PastSignIn>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let after = try call.position(of: page?.cursor, filter: "session.history", fields: 1).flatMap {
      UUID(uuidString: $0[0])
    }
    return .page(
      """
      select null::uuid as subject, event_id, at, outcome, reason, client_address
        from access.sign_in
        where tenant_id = \(call.tenant) and account_id = \(call.actor.account)
          and (\(after) is null or event_id < \(after))
        order by event_id desc limit \(limit + 1)
      """, limit: limit
    ) { row, _ in
      var reader = RowReader(row)
      _ = try reader.next(UUID?.self)
      return PastSignIn(
        eventId: try reader.next(), at: try reader.next(), outcome: try reader.next(),
        reason: try reader.next(String?.self), clientAddress: try reader.next())
    } cursor: {
      call.cursor(after: [$0.eventId.uuidString], of: "session.history")
    }
  }
}
