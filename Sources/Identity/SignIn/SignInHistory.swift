import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// An attempt to sign in to the caller's account, or what somebody else has changed by which the caller signs in.
struct PastSignIn: Codable, Sendable, Described {
  let eventId: UUID
  let at: Date
  let outcome: String
  let reason: String?
  let clientAddress: String
  let username: String?
  let byRole: String?
  let byName: String?

  static let descriptions = [
    "eventId": "Its event in the audit trail",
    "at": "When",
    "outcome": "allowed or refused; notice: somebody else has changed by what the person signs in",
    "reason":
      "Of a notice: passwordReset, oneTimeCodeReset, administratorCreated, administratorActivated or administratorDeactivated. Else why it was refused: wrongPassword, locked, oneTimeCodeRequired, wrongOneTimeCode, wrongRecoveryCode, newPasswordRequired, newPasswordRefused, noSecondFactor, overtaken; or recoveryCode, by which it was allowed",
    "clientAddress": "The address from which it came; empty for a notice",
    "username": "Of a notice: whose account it was, the part before the @; administrators see one another's",
    "byRole": "Of a notice: the role by which it was done", "byName": "Of a notice: the name of who did it",
  ]
}

/// The caller's own sign-ins, what was tried in the caller's name and what others have changed: who sees an attempt that was somebody
/// else's changes the password.
struct SignInHistory: PipelinedQuery {
  static let name: StaticString = "session.history"
  static let summary: StaticString =
    "Who has signed in to the caller's account or tried to in the last seven months, and what others have ever changed by which the caller signs in; the latest first"
  static let access = Access.signedIn
  static let audit = AuditRule.impersonal("signIn")

  typealias Output = PageOf<PastSignIn>
  static let descriptions = ["page": "Which part of the list"]

  var page: PageRequest?

  static let example = Example(
    SignInHistory(page: nil),
    answers: PageOf(
      items: [
        PastSignIn(
          eventId: .sample(3), at: Date(timeIntervalSince1970: 1_793_275_200), outcome: "refused",
          reason: "wrongPassword",
          clientAddress: "10.20.30.40", username: nil, byRole: nil, byName: nil)
      ], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<PastSignIn>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let position = try call.position(of: page?.cursor, filter: "session.history", fields: 2)
    let after = position.flatMap { UUID(uuidString: $0[0]) }
    let isAdministrator = call.actor.grants.contains { $0.role.builtIn?.needsSecondFactor ?? false }
    return .page(
      PastSignIn.shape.select(
        from: """
          (
            select event_id, at, outcome, reason, client_address, null as username, null as by_role, null as by_name
              from identity.sign_in
              where tenant_id = \(call.tenant) and account_id = \(call.actor.account)
            union all
            select n.event_id, n.at, 'notice', n.what, '', a.username, n.by_role, n.by_name
              from identity.notice n
              join identity.account a on a.tenant_id = n.tenant_id and a.account_id = n.account_id
              where n.tenant_id = \(call.tenant)
                and (n.account_id = \(call.actor.account) or \(isAdministrator) and n.for_administrators)
          ) as entry
          where \(after) is null or (entry.event_id, coalesce(entry.reason, '')) < (\(after), \(position?[1] ?? ""))
          order by entry.event_id desc, coalesce(entry.reason, '') desc limit \(limit + 1)
          """), limit: limit
    ) {
      call.cursor(after: [$0.eventId.uuidString, $0.reason ?? ""], of: "session.history")
    }
  }
}

extension PastSignIn {
  /// `entry` is a sign-in or a notice.
  static let shape = RowShape { row in
    Self(
      eventId: try row["entry.event_id"],
      at: try row["entry.at"],
      outcome: try row["entry.outcome"],
      reason: try row["entry.reason"],
      clientAddress: try row["entry.client_address"],
      username: try row["entry.username"],
      byRole: try row["entry.by_role"],
      byName: try row["entry.by_name"])
  }
}
