import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// An account as signing in sees it.
struct SignInAccount {
  let tenant: UUID
  let id: UUID
  let displayName: String
  let passwordHash: String
  let oneTimeSecret: SealedText?
  let lastUsedStep: Int
  let failures: Int
  let lockedUntil: Date?
  let roles: [Role]

  /// Failures until the account is locked, and for how long (GB/T 22239 8.1.4.1 b: 登录失败处理).
  static let allowedFailures = 5
  static let lockMinutes = 30

  static func find(_ username: String, _ tenant: UUID, _ call: OpenCall) async throws(Failure) -> SignInAccount? {
    let rows = try await call.rows(
      of: tenant,
      """
      select a.account_id, a.display_name, a.password_hash, a.totp_secret, a.totp_last_step, a.failures, a.locked_until,
          coalesce((select array_agg(distinct g.role) from access.assignment g
            where g.tenant_id = a.tenant_id and g.account_id = a.account_id and g.valid_from <= now()
              and (g.valid_until is null or g.valid_until > now())), '{}')
        from access.account a
        where a.tenant_id = \(tenant) and a.username = \(username) and a.status = 'active' and a.kind = 'person'
      """)
    do {
      guard let row = rows.first else { return nil }
      var reader = RowReader(row)
      return SignInAccount(
        tenant: tenant, id: try reader.next(), displayName: try reader.next(), passwordHash: try reader.next(),
        oneTimeSecret: try reader.next([UInt8]?.self).map { SealedText(bytes: $0) },
        lastUsedStep: try reader.next(Int.self),
        failures: try reader.next(Int.self), lockedUntil: try reader.next(Date?.self),
        roles: try reader.next([String].self).compactMap(Role.init))
    } catch {
      throw Failure(.internalError)
    }
  }

  func refuse(_ call: OpenCall, reason: String) async throws(Failure) {
    try await call.write(to: tenant, [], allowed: false, reason: reason)
  }

  /// Counts a failure; the fifth locks.
  func fail(_ call: OpenCall, reason: String) async throws(Failure) {
    try await call.write(
      to: tenant,
      [
        """
        update access.account set
            failures = case when failures + 1 >= \(Self.allowedFailures) then 0 else failures + 1 end,
            locked_until = case when failures + 1 >= \(Self.allowedFailures)
              then now() + make_interval(mins => \(Int32(Self.lockMinutes))) else locked_until end
          where tenant_id = \(tenant) and account_id = \(id)
        """
      ], allowed: false, reason: reason)
  }

  /// Opens a session. A one-time code counts once: of two sign-ins with the same code the second finds the step used.
  func openSession(_ call: OpenCall, usedStep: Int?) async throws(Failure) -> SignIn.Output {
    let token = BearerToken(tenant: tenant, session: UUID.version7())
    let expiresAt = call.now.addingTimeInterval(12 * 3600)
    try await call.write(
      to: tenant,
      [
        """
        select app.guard((
          select (\(usedStep) is null or totp_last_step < \(usedStep)) and status = 'active'
              and password_hash = \(passwordHash) and (locked_until is null or locked_until <= now())
            from access.account
            where tenant_id = \(tenant) and account_id = \(id) for update), 'UNAUTHENTICATED')
        """,
        """
        update access.account set failures = 0, locked_until = null, totp_last_step = coalesce(\(usedStep), totp_last_step)
          where tenant_id = \(tenant) and account_id = \(id)
        """,
        """
        insert into access.session (tenant_id, session_id, account_id, secret_hash, client_address, expires_at)
        values (\(tenant), \(token.sessionID), \(id), \(token.secretHash), \(call.request.clientAddress), \(expiresAt))
        """,
      ], allowed: true)
    return SignIn.Output(token: token.text, expiresAt: expiresAt, displayName: displayName, roles: roles)
  }
}
