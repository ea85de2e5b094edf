import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// An account as signing in sees it, with this attempt counted already.
struct SignInAccount {
  let tenant: UUID
  let id: UUID
  let displayName: String
  let passwordHash: String
  let oneTimeSecret: SealedText?
  let lastUsedStep: Int
  /// Whether somebody else has made the password.
  let mustChangePassword: Bool
  /// What a password of this person must not consist of.
  let personalWords: [String]
  /// Until when the account is locked for others, if this attempt was the last one allowed.
  let lockedUntil: Date?
  /// The roles held now, built in and the hospital's own, as assignments name them.
  let roles: [String]
  /// The hospital's own among them, with their names.
  let ownRoles: [OwnRoleName]

  /// Whether one of the roles asks for a second factor.
  var needsSecondFactor: Bool { roles.contains { Role(rawValue: $0)?.needsSecondFactor ?? false } }

  /// Counts an attempt. nil: there is no such account, or it is locked.
  static func count(_ username: String, _ tenant: UUID, _ call: OpenCall) async throws(Failure) -> SignInAccount? {
    try await call.note(
      in: tenant,
      shape(tenant).returned(
        by: PasswordAttempt.count(
          where: "a.tenant_id = \(tenant) and a.username = \(username) and a.kind = 'person'"))
    ).first
  }

  /// `a` is the account.
  private static func shape(_ tenant: UUID) -> RowShape<SignInAccount> {
    RowShape { row in
      SignInAccount(
        tenant: tenant,
        id: try row["a.account_id"],
        displayName: try row["a.display_name"],
        passwordHash: try row["a.password_hash"],
        oneTimeSecret: try row["a.totp_secret"],
        lastUsedStep: try row["a.totp_last_step"],
        mustChangePassword: try row["a.must_change_password"],
        personalWords: try row[
          """
          array[a.username, a.display_name] || (
            select array[o.name, o.code] from directory.organization o where o.tenant_id = a.tenant_id)
          """],
        lockedUntil: try row["a.locked_until"],
        roles: try row[
          """
          array(select distinct g.role from identity.assignment g
            where g.tenant_id = a.tenant_id and g.account_id = a.account_id and g.valid_from <= now()
              and (g.valid_until is null or g.valid_until > now()) order by g.role)
          """],
        ownRoles: try row[
          """
          array(select r.role || ' ' || r.name from identity.role r
            where r.tenant_id = a.tenant_id and exists (select from identity.assignment g
              where g.tenant_id = a.tenant_id and g.account_id = a.account_id and g.own_role = r.role
                and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())) order by r.role)
          """, as: [String].self
        ].compactMap(OwnRoleName.init(keyAndName:)))
    }
  }

  /// Records that the attempt was refused; it stays counted.
  func refuse(_ call: OpenCall, reason: String) async throws(Failure) {
    try await SignInEvent(tenant: tenant, account: id).refuse(call, reason: reason)
  }

  /// Records that something is missing, though all that came was right.
  func takeBack(_ call: OpenCall, reason: String) async throws(Failure) {
    try await SignInEvent(tenant: tenant, account: id).refuse(call, reason: reason, with: [uncounted])
  }

  /// Nobody has looked at the attempt.
  func takeBack(_ call: OpenCall) async throws(Failure) {
    _ = try await call.note(in: tenant, uncounted)
  }

  private var uncounted: SQL {
    PasswordAttempt.takeBack(tenant: tenant, account: id, lockedUntil: lockedUntil)
  }
}

/// An attempt as the trail and the person's own history keep it.
struct SignInEvent {
  let tenant: UUID
  let account: UUID

  func refuse(_ call: OpenCall, reason: String, with statements: [SQL] = []) async throws(Failure) {
    try await call.write(to: tenant, statements + [row(call, "refused", reason)], allowed: false, reason: reason)
  }

  func allow(_ call: OpenCall, reason: String? = nil, with statements: [SQL]) async throws(Failure) {
    try await call.write(to: tenant, statements + [row(call, "allowed", reason)], allowed: true, reason: reason)
  }

  private func row(_ call: OpenCall, _ outcome: String, _ reason: String?) -> SQL {
    """
    insert into identity.sign_in (tenant_id, account_id, event_id, outcome, reason, client_address)
    values (\(tenant), \(account), \(call.eventID), \(outcome), \(reason), \(call.request.clientAddress))
    """
  }
}

/// A role of the hospital's own as it is shown: clients know the built-in ones by their keys.
struct OwnRoleName: Codable, Sendable, Described {
  let role: String
  let name: String

  static let descriptions = ["role": "The role: own.medicalOffice", "name": "What staff call it"]

  /// Key and name with a space between, which no key has.
  fileprivate init?(keyAndName text: String) {
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    (role, name) = (parts[0], parts[1])
  }
}
