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

extension RegisteredMethod {
  /// A method that writes once the caller has shown the password again.
  public static func command<Method: ProvenCommand>(_ type: Method.Type) throws -> RegisteredMethod {
    try RegisteredMethod(type, isWrite: true, isIdempotent: false) { execution throws(Failure) in
      try await execution.run(proving: type)
    }
  }
}

extension Execution {
  /// The password first, outside of any transaction since it takes its time; then the write.
  func run<Method: ProvenCommand>(proving type: Method.Type) async throws(Failure) -> Released<JSONBytes> {
    let credential = try requiredCredential()
    let (parameters, _) = try parameters(of: type)
    let context = try await context(credential)
    try await prove(parameters.currentPassword, credential)
    return try await write(parameters, prologue(credential, context, fingerprint: []), context)
  }

  /// Counts the guess as signing in does, with the same lock behind it.
  private func prove(_ password: String, _ credential: Credential) async throws(Failure) {
    guard PasswordPolicy.isWithinLimits(password) else { throw .wrongCurrentPassword }
    let (tenant, account) = (credential.actor.tenant, credential.actor.account)
    let counted = try await noted(
      """
      \(PasswordAttempt.count(where: "a.tenant_id = \(tenant) and a.account_id = \(account)"))
      returning a.password_hash, a.locked_until
      """,
      credential)
    guard let row = counted.first else { throw .wrongCurrentPassword }
    let (hash, lockedUntil) = try Self.decoding { try row.decode((String, Date?).self) }
    let isRight: Bool?
    do { isRight = try await dispatcher.passwords.verify(password, against: hash) } catch { isRight = nil }
    if isRight == false { throw .wrongCurrentPassword }
    _ = try await noted(
      PasswordAttempt.takeBack(tenant: tenant, account: account, lockedUntil: lockedUntil), credential)
    if isRight == nil { throw Failure(.overloaded, retryAfterMs: 2000) }
  }

  /// Counting must last whatever becomes of the call, so it is a transaction of its own; only for a session that lives.
  func noted(_ statement: SQL, _ credential: Credential) async throws(Failure) -> Rows {
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
      ], credential, lane: .write, writes: true)
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
