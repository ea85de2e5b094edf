import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Revokes a key: its next call is refused, and it can't be brought back.
struct RevokeIntegrationKey: Command {
  static let name: StaticString = "integrationKey.revoke"
  static let summary: StaticString = "Revokes a key at once and for good"
  static let access = Access.requires(.integrationKeyManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Done

  let keyId: UUID
  let expectedVersion: Int

  static let descriptions = [
    "keyId": "The key",
    "expectedVersion": "The version that was read; another one means that somebody changed it in the meantime",
  ]
  static let example = Example(
    RevokeIntegrationKey(keyId: .sample(3), expectedVersion: 1), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    try await NewIntegrationSecret.lock(keyId, expectedVersion: expectedVersion, transaction)
    try await transaction.rows(
      """
      update identity.integration_key set revoked_at = now(), version = version + 1
        where tenant_id = \(call.tenant) and key_id = \(keyId)
      """)
    try await transaction.rows(
      """
      update identity.account a set status = 'deactivated' from identity.integration_key k
        where k.tenant_id = \(call.tenant) and k.key_id = \(keyId)
          and a.tenant_id = k.tenant_id and a.account_id = k.account_id
      """)
    return Audited(Done(), count: 1)
  }
}
