import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// An administrator of an organization, as the platform's administrator names one.
struct Administrator {
  let organization: UUID
  let username: LocalUsername

  static let organizationDescription = "The organization"
  static let usernameDescription = "The administrator's user name, the part before the @"

  /// Gives the administrator a new password, a new one-time code or both, ends all sessions and lifts a lock. Recorded in both
  /// organizations' trails.
  /// - Returns: the account and its whole user name.
  func reset(
    passwordHash: String?, sealedSecret: [UInt8]?, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> (account: UUID, username: String) {
    let rows = try await transaction.rows(
      "select code from directory.organization where tenant_id = \(organization)")
    guard let code = try? rows.firstRow(String.self) else { throw Failure(.notFound) }
    let found = try await transaction.rows(
      """
      select identity.reset_administrator(\(organization), \(username.text), \(passwordHash), \(sealedSecret),
        \(UUID.version7()))
      """)
    guard let account = try? found.firstRow(UUID.self) else { throw Failure(.internalError) }
    return (account, "\(username.text)@\(code)")
  }

  /// Activates or deactivates the account and ends all sessions. Recorded in both organizations' trails.
  func setStatus(_ status: String, _ transaction: borrowing WriteTransaction) async throws(Failure) {
    try await transaction.rows(
      "select identity.set_administrator_status(\(organization), \(username.text), \(status), \(UUID.version7()))")
  }
}
