import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// That somebody else has changed by what a person signs in. There is no way to wave it away: whoever signs in first may be the one who
/// changed it. The database writes it with the change, whichever method makes that.
struct Notice: Codable, Sendable, Described {
  let at: Date
  let what: String
  let username: String
  let displayName: String
  let isOwn: Bool
  let byRole: String
  let byName: String

  static let descriptions = [
    "at": "When",
    "what":
      "passwordReset, oneTimeCodeReset, administratorCreated, administratorActivated or administratorDeactivated",
    "username": "Whose account it was, the part before the @",
    "displayName": "The name of that person",
    "isOwn": "Whether it is the caller's own account; else that of a fellow administrator",
    "byRole": "The role by which it was done: hospitalAdministrator, securityOfficer, platformAdministrator",
    "byName": "The name of who did it",
  ]

  static let sample = Notice(
    at: Date(timeIntervalSince1970: 1_793_275_200), what: "passwordReset", username: "li.min", displayName: "李敏",
    isOwn: true, byRole: "hospitalAdministrator", byName: "周建国")

  /// For how many days signing in shows it; `session.history` shows it for ever.
  static let shownDays: Int32 = 30

  /// What an account is told: of itself, and administrators of one another. What is the own comes first, so that no number of other
  /// notices hides it.
  static func statement(tenant: UUID, account: UUID, isAdministrator: Bool) -> Selection<Notice> {
    RowShape { row in
      Notice(
        at: try row["n.at"],
        what: try row["n.what"],
        username: try row["a.username"],
        displayName: try row["a.display_name"],
        isOwn: try row["n.account_id = \(account)"],
        byRole: try row["n.by_role"],
        byName: try row["n.by_name"])
    }.select(
      from: """
        identity.notice n
        join identity.account a on a.tenant_id = n.tenant_id and a.account_id = n.account_id
        where n.tenant_id = \(tenant) and n.at > now() - make_interval(days => \(shownDays))
          and (n.account_id = \(account) or \(isAdministrator) and n.for_administrators)
        order by n.account_id = \(account) desc, n.at desc, n.event_id desc limit 50
        """)
  }
}

/// When the person signed in before, and from where: whoever doesn't remember it knows that somebody else was here.
struct LastSignIn: Codable, Sendable, Described {
  let at: Date
  let clientAddress: String

  static let descriptions = ["at": "When", "clientAddress": "The address from which it was"]
  static let sample = LastSignIn(at: Date(timeIntervalSince1970: 1_793_188_800), clientAddress: "10.20.30.40")

  /// The latest before a moment.
  static func statement(tenant: UUID, account: UUID, before moment: SQL) -> Selection<LastSignIn> {
    shape.select(
      from: """
        identity.sign_in s
        where s.tenant_id = \(tenant) and s.account_id = \(account) and s.outcome = 'allowed' and s.at < \(moment)
        order by s.event_id desc limit 1
        """)
  }

  private static let shape = RowShape { row in Self(at: try row["s.at"], clientAddress: try row["s.client_address"]) }
}
