import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

extension SignInAccount {
  /// Opens a session, with a new password if there is one. Codes count once: of two sign-ins with the same code the second finds it
  /// used.
  func openSession(_ call: OpenCall, _ factor: SecondFactor, newHash: NewHash?) async throws(Failure) -> SignIn.Output {
    let token = BearerToken(tenant: tenant, session: UUID.version7())
    let usedStep = factor.usedStep
    let isNewPassword = newHash?.isNewPassword ?? false
    let expiresAt = call.now.addingTimeInterval(12 * 3600)
    do throws(Failure) {
      try await SignInEvent(tenant: tenant, account: id).allow(
        call, reason: factor.reason,
        with: [
          "select app.guard((\(isUnchanged(usedStep))), 'UNAUTHENTICATED')",
          """
          update identity.account set failures = 0, locked_until = null, totp_last_step = coalesce(\(usedStep), totp_last_step),
              password_hash = coalesce(\(newHash?.text), password_hash),
              must_change_password = must_change_password and not \(isNewPassword)
            where tenant_id = \(tenant) and account_id = \(id)
          """,
          // Whoever was signed in with the password of before is not any more.
          """
          update identity.session set ended_at = now()
            where tenant_id = \(tenant) and account_id = \(id) and ended_at is null and \(isNewPassword)
          """,
          """
          insert into identity.session (tenant_id, session_id, account_id, secret_hash, client_address, expires_at)
          values (\(tenant), \(token.sessionID), \(id), \(token.secretHash), \(call.request.clientAddress), \(expiresAt))
          """,
        ] + useOfRecoveryCode(factor))
    } catch  where error.code == .unauthenticated {
      try await refuse(call, reason: "overtaken")
      throw .signInRefused
    }
    let last = try await call.rows(
      of: tenant,
      LastSignIn.statement(
        tenant: tenant, account: id,
        before:
          "(select s.created_at from identity.session s where s.tenant_id = \(tenant) and s.session_id = \(token.sessionID))"
      ))
    let notices = try await call.rows(
      of: tenant, Notice.statement(tenant: tenant, account: id, isAdministrator: needsSecondFactor))
    return SignIn.Output(
      token: token.text, expiresAt: expiresAt, displayName: displayName, roles: roles,
      ownRoles: ownRoles, recoveryCodesLeft: factor.recoveryCodesLeft, lastSignIn: last.first,
      notices: notices)
  }

  /// Whether the account is what it was when the attempt was counted, and the code's step not used: others may have been faster.
  private func isUnchanged(_ usedStep: Int?) -> SQL {
    """
    select (\(usedStep) is null or totp_last_step < \(usedStep)) and status = 'active' and password_hash = \(passwordHash)
        and totp_secret is not distinct from \(oneTimeSecret?.bytes) and locked_until is not distinct from \(lockedUntil)
      from identity.account where tenant_id = \(tenant) and account_id = \(id) for update
    """
  }

  private func useOfRecoveryCode(_ factor: SecondFactor) -> [SQL] {
    guard case .recoveryCode(let hash, _) = factor else { return [] }
    return [
      """
      with used as (
        update identity.recovery_code set used_at = now()
          where tenant_id = \(tenant) and account_id = \(id) and code_hash = \(hash) and used_at is null
          returning 1)
      select app.guard(exists (select from used), 'UNAUTHENTICATED')
      """
    ]
  }
}
