import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// A session of the caller's own that has not ended.
struct OpenSession: Codable, Sendable, Described {
  let sessionId: UUID
  let clientAddress: String
  let signedInAt: Date
  let lastSeenAt: Date
  let expiresAt: Date
  let isCurrent: Bool

  static let descriptions = [
    "sessionId": "The session",
    "clientAddress": "The address from which the person signed in",
    "signedInAt": "Since when",
    "lastSeenAt": "When it was last in use, to the minute; 15 minutes later it ends",
    "expiresAt": "When it ends at the latest",
    "isCurrent": "Whether it is the session of this call",
  ]
}

extension OpenSession {
  /// `s` is the session.
  static func shape(current: UUID) -> RowShape<OpenSession> {
    RowShape { row in
      OpenSession(
        sessionId: try row["s.session_id"],
        clientAddress: try row["s.client_address"],
        signedInAt: try row["s.created_at"],
        lastSeenAt: try row["s.last_seen_at"],
        expiresAt: try row["s.expires_at"],
        isCurrent: try row["s.session_id = \(current)"])
    }
  }
}

/// Where the caller is signed in.
struct ListSessions: PipelinedQuery {
  static let name: StaticString = "session.list"
  static let summary: StaticString = "Where the caller is signed in, the latest first"
  static let access = Access.signedIn
  static let audit = AuditRule.impersonal("signIn")

  typealias Output = PageOf<OpenSession>
  static let descriptions = ["page": "Which part of the list"]

  var page: PageRequest?

  static let example = Example(
    ListSessions(page: nil),
    answers: PageOf(
      items: [
        OpenSession(
          sessionId: .sample(3), clientAddress: "10.20.30.40",
          signedInAt: Date(timeIntervalSince1970: 1_793_275_200),
          lastSeenAt: Date(timeIntervalSince1970: 1_793_278_800),
          expiresAt: Date(timeIntervalSince1970: 1_793_318_400), isCurrent: true)
      ], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<OpenSession>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let after = try call.position(of: page?.cursor, filter: "session.list", fields: 1).flatMap {
      UUID(uuidString: $0[0])
    }
    return .page(
      OpenSession.shape(current: call.session).select(
        from: """
          identity.session s
          where s.tenant_id = \(call.tenant) and s.account_id = \(call.actor.account) and s.ended_at is null
            and s.expires_at > now() and s.last_seen_at > now() - interval '15 minutes'
            and (\(after) is null or s.session_id < \(after))
          order by s.session_id desc limit \(limit + 1)
          """), limit: limit
    ) {
      call.cursor(after: [$0.sessionId.uuidString], of: "session.list")
    }
  }
}
