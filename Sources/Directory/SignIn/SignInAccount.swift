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
  let roles: [Role]

  /// Counts an attempt. nil: there is no such account, or it is locked.
  static func count(_ username: String, _ tenant: UUID, _ call: OpenCall) async throws(Failure) -> SignInAccount? {
    let rows = try await call.note(
      in: tenant,
      PasswordAttempt.count(
        where: "a.tenant_id = \(tenant) and a.username = \(username) and a.kind = 'person'",
        returning: """
          a.account_id, a.display_name, a.password_hash, a.totp_secret, a.totp_last_step,
            a.must_change_password, array[a.username, a.display_name] || (
              select array[o.name, o.code] from directory.organization o where o.tenant_id = a.tenant_id),
            a.locked_until,
            coalesce((select array_agg(distinct g.role) from access.assignment g
              where g.tenant_id = a.tenant_id and g.account_id = a.account_id and g.valid_from <= now()
                and (g.valid_until is null or g.valid_until > now())), '{}')
          """))
    do {
      guard let row = rows.first else { return nil }
      var reader = RowReader(row)
      return SignInAccount(
        tenant: tenant, id: try reader.next(), displayName: try reader.next(), passwordHash: try reader.next(),
        oneTimeSecret: try reader.next([UInt8]?.self).map { SealedText(bytes: $0) },
        lastUsedStep: try reader.next(Int.self), mustChangePassword: try reader.next(),
        personalWords: try reader.next([String].self), lockedUntil: try reader.next(Date?.self),
        roles: try reader.next([String].self).compactMap(Role.init))
    } catch {
      throw Failure(.internalError)
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
    insert into access.sign_in (tenant_id, account_id, event_id, outcome, reason, client_address)
    values (\(tenant), \(account), \(call.eventID), \(outcome), \(reason), \(call.request.clientAddress))
    """
  }
}
