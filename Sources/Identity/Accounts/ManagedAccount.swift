import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Somebody's account as the hospital's administrator manages it. Those of the three administrators are the platform's business, or one
/// of them could become another (三员分离).
struct ManagedAccount {
  let id: UUID
  /// `name@organizationCode`.
  let username: String

  /// Finds the account and locks it until the transaction ends.
  /// - Throws: `NOT_FOUND`, or `RULE_VIOLATION` when it is an administrator's.
  static func find(
    _ id: UUID, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> ManagedAccount {
    let call = transaction.call
    try await transaction.lock([id])
    let rows = try await transaction.rows(
      """
      select a.username || '@' || o.code, exists (
          select from identity.assignment g where g.tenant_id = a.tenant_id and g.account_id = a.account_id
            and (g.valid_until is null or g.valid_until > now() or g.valid_until = a.deactivated_at) and g.role = any (\(administrativeRoles)))
        from identity.account a join directory.organization o on o.tenant_id = a.tenant_id
        where a.tenant_id = \(call.tenant) and a.account_id = \(id) and a.kind = 'person'
      """)
    guard let (username, isAdministrator) = try? rows.firstRow((String, Bool).self) else { throw Failure(.notFound) }
    guard !isAdministrator else {
      throw Failure.rule(
        "accountId", "administratorsAccount",
        LocalizedText(
          chinese: "系统、安全、审计管理员的账号由平台管理员管理",
          english: "the platform's administrator manages the accounts of the hospital's three administrators"))
    }
    return ManagedAccount(id: id, username: username)
  }

  private static let administrativeRoles = Role.allCases.filter(\.isAdministrative).map(\.rawValue)
}

extension WriteTransaction {
  /// Locks accounts and whoever stands in for one of them, in the order of their ids: what is lent ends with what it was lent from, so
  /// that a change of one account reaches the other, and two changes at the same moment would else wait for one another.
  func lock(_ accounts: [UUID]) async throws(Failure) {
    try await rows(
      """
      select a.account_id from identity.account a
        where a.tenant_id = \(call.tenant) and a.account_id in (
          select unnest(\(accounts))
          union
          select s.substitute_account_id from identity.substitution s
            where s.tenant_id = \(call.tenant) and s.absent_account_id = any (\(accounts)) and s.valid_until > now())
        order by a.account_id for update of a
      """)
  }

  /// Ends all sessions of an account of the caller's organization, at once and on every process.
  /// - Returns: how many there were.
  @discardableResult
  func endSessions(of account: UUID) async throws(Failure) -> Int {
    try await rows(
      """
      update identity.session set ended_at = now()
        where tenant_id = \(call.tenant) and account_id = \(account) and ended_at is null
        returning session_id
      """
    ).count
  }
}
