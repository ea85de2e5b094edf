public import FoundationEssentials
public import SQL

/// Guesses at an account's password. Each is counted before it is verified, and whether it locks is decided by the statement that
/// counts it: of many guesses at once no more are looked at than of as many one after the other (GB/T 22239 8.1.4.1 b: 登录失败处理).
public enum PasswordAttempt {
  /// Guesses until the account is locked.
  public static let allowed = 5
  /// For how long it is locked.
  public static let lockMinutes: Int32 = 30

  /// Counts a guess at the account that the condition finds, as `a`; what it returns says the caller. No row: there is none such, or it is
  /// locked.
  public static func count(where condition: SQL) -> SQL {
    """
    update identity.account a set
        failures = case when a.locked_until is null then a.failures + 1 else 1 end,
        locked_until = case when a.locked_until is null and a.failures + 1 >= \(allowed)
          then date_trunc('second', now()) + make_interval(mins => \(lockMinutes)) end
      where \(condition) and a.status = 'active' and (a.locked_until is null or a.locked_until <= now())
    """
  }

  /// Takes a counted guess back: nobody has looked at it, or it was right and something else is missing.
  public static func takeBack(tenant: UUID, account: UUID, lockedUntil: Date?) -> SQL {
    """
    update identity.account set failures = greatest(failures - 1, 0),
        locked_until = case when locked_until is distinct from \(lockedUntil) then locked_until end
      where tenant_id = \(tenant) and account_id = \(account)
    """
  }
}
