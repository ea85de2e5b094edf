import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Codes to be kept on paper, shown once.
struct NewRecoveryCodes: Codable, Sendable, Described {
  let recoveryCodes: [String]

  static let descriptions = [
    "recoveryCodes":
      "Ten codes, each good once as recoveryCode of session.signIn in place of a one-time code; shown once, to be kept on paper"
  ]
  static let sample = NewRecoveryCodes(recoveryCodes: ["k7mh-x2qa-9wtr", "bd4n-p3es-7gkc"])

  /// Makes the caller's, in place of those of before.
  static func make(_ transaction: borrowing WriteTransaction) async throws(Failure) -> NewRecoveryCodes {
    let call = transaction.call
    let codes = RecoveryCode.generate()
    try await transaction.forgetRecoveryCodes(of: call.actor.account)
    try await transaction.rows(
      """
      insert into identity.recovery_code (tenant_id, account_id, code_hash)
      select \(call.tenant), \(call.actor.account), code_hash from unnest(\(codes.map(call.hash))) as code_hash
      """)
    return NewRecoveryCodes(recoveryCodes: codes.map(\.text))
  }
}

extension WriteTransaction {
  /// Forgets an account's recovery codes: they are worth nothing without the one-time code that they stood in for.
  func forgetRecoveryCodes(of account: UUID) async throws(Failure) {
    try await rows(
      "delete from identity.recovery_code where tenant_id = \(call.tenant) and account_id = \(account)")
  }
}
