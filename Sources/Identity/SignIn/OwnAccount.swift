import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// The caller's own account, for what concerns its one-time code.
struct OwnAccount {
  let roles: [Role]
  /// What a password of this person must not consist of.
  let personalWords: [String]

  /// Locks the account until the transaction ends; a role that needs the code can't be granted meanwhile.
  /// - Throws: `INVALID_STATE` when it has no one-time code.
  static func withOneTimeCode(_ transaction: borrowing WriteTransaction) async throws(Failure) -> OwnAccount {
    let call = transaction.call
    let account: SQL = "tenant_id = \(call.tenant) and account_id = \(call.actor.account)"
    let rows = try await transaction.rows(
      "select totp_secret is not null from identity.account where \(account) for update")
    guard (try? rows.firstRow(Bool.self)) == true else {
      throw Failure(
        .invalidState,
        message: LocalizedText(
          chinese: "该账号没有启用动态口令", english: "the account has no one-time code: enrol one with oneTimeCode.enrol"))
    }
    let known = try await transaction.rows(
      """
      select array(select role from identity.assignment where \(account) and (valid_until is null or valid_until > now())),
        (select array[a.username, a.display_name, o.name, o.code]
          from identity.account a join directory.organization o on o.tenant_id = a.tenant_id
          where a.tenant_id = \(call.tenant) and a.account_id = \(call.actor.account))
      """)
    guard let (roles, words) = try? known.firstRow(([String], [String]).self) else { throw Failure(.internalError) }
    return OwnAccount(roles: roles.compactMap(Role.init), personalWords: words)
  }
}
