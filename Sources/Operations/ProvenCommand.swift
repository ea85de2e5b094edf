import FoundationEssentials
import JSONRPC
import Postgres
import SQL
import Vault

/// A write for which the caller shows the password again, so that a session left open isn't enough to take the account over. Nothing
/// that follows from its parameters is stored: it takes no key, and the trail holds no fingerprint of it.
public protocol ProvenCommand: Command {
  /// The caller's present password.
  var currentPassword: String { get }
}

extension ProvenCommand {
  /// None is stored.
  public static var repetition: Repetition { .keyless }
}

extension ProvenCommand {
  /// The password first, outside of any transaction since it takes its time; then the write. The event keeps no fingerprint.
  public static var execution: ExecutionPlan<Self> {
    ExecutionPlan(.provenCommand) { method, execution throws(Failure) in
      try await execution.prove(method.currentPassword)
      return try await execution.write(method, [])
    }
  }
}

extension Execution {
  /// Counts the guess as signing in does, with the same lock behind it.
  fileprivate func prove(_ password: String) async throws(Failure) {
    guard PasswordPolicy.isWithinLimits(password) else { throw .wrongCurrentPassword }
    let (tenant, account) = (credential.actor.tenant, credential.actor.account)
    let counted = try await noted(
      """
      \(PasswordAttempt.count(where: "a.tenant_id = \(tenant) and a.account_id = \(account)"))
      returning a.password_hash, a.locked_until
      """)
    guard let row = counted.first else { throw .wrongCurrentPassword }
    let (hash, lockedUntil) = try Self.decoding { try row.decode((String, Date?).self) }
    let isRight: Bool?
    do { isRight = try await dispatcher.passwords.verify(password, against: hash) } catch { isRight = nil }
    if isRight == false { throw .wrongCurrentPassword }
    _ = try await noted(PasswordAttempt.takeBack(tenant: tenant, account: account, lockedUntil: lockedUntil))
    if isRight == nil { throw Failure(.overloaded, retryAfterMs: 2000) }
  }

  /// Counting must last whatever becomes of the call, so it is a transaction of its own; only for a session that lives.
  func noted(_ statement: SQL) async throws(Failure) -> Rows {
    let tenant = credential.actor.tenant
    let results = try await pipelined(
      [
        "select set_config('app.tenant_id', \(tenant.uuidString), true)",
        """
        select app.guard(exists (
          select from identity.session
            where tenant_id = \(tenant) and session_id = \(credential.token.sessionID)
              and account_id = \(credential.actor.account) and ended_at is null and expires_at > now()
              and last_seen_at > now() - interval '15 minutes'), 'CREDENTIAL_EXPIRED')
        """,
        statement,
      ], lane: .write, writes: true)
    return results.last ?? Rows()
  }
}

extension RPCError {
  static let wrongCurrentPassword = RPCError(
    .ruleViolation,
    violations: [
      Violation(
        path: "currentPassword", rule: "currentPassword",
        message: LocalizedText(
          chinese: "当前密码不正确；连续失败 5 次后账号锁定 30 分钟",
          english: "this is not the present password; after 5 failures the account is locked for 30 minutes"))
    ])
}
