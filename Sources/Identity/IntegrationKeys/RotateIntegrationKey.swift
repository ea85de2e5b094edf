import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Gives a key a new secret at once. The one before stays good for the overlap, so that the system on the other side can be changed
/// without a gap.
struct RotateIntegrationKey: Command {
  static let name: StaticString = "integrationKey.rotate"
  static let summary: StaticString = "Gives a key a new secret, shown once; the one before stays good for an overlap"
  static let access = Access.requires(.integrationKeyManage)
  static let audit = AuditRule.impersonal("administration")
  static let repetition = Repetition.shownOnce

  typealias Output = NewIntegrationSecret

  let keyId: UUID
  var overlapHours: Int?
  let expectedVersion: Int

  static let descriptions = [
    "keyId": "The key",
    "overlapHours": "How long the secret before stays good: 0 to 168, 24 when left out; 0 when it has leaked",
    "expectedVersion": "The version that was read; another one means that somebody changed it in the meantime",
  ]
  static let example = Example(
    RotateIntegrationKey(keyId: .sample(3), overlapHours: 24, expectedVersion: 1),
    answers: NewIntegrationSecret.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<NewIntegrationSecret> {
    let call = transaction.call
    let hours = overlapHours ?? 24
    guard (0...168).contains(hours) else {
      throw Failure.violation(
        "overlapHours", "range", LocalizedText(chinese: "须在 0 到 168 小时之间", english: "must be 0 to 168 hours"))
    }
    try await NewIntegrationSecret.lock(keyId, expectedVersion: expectedVersion, transaction)
    // At most two are good at a time: what was in its overlap ends now.
    try await transaction.rows(
      """
      update identity.integration_secret
        set valid_until = greatest(created_at,
          case when valid_until is null then now() + make_interval(hours => \(Int32(hours))) else now() end)
        where tenant_id = \(call.tenant) and key_id = \(keyId) and (valid_until is null or valid_until > now())
      """)
    try await transaction.rows(
      """
      update identity.integration_key set version = version + 1 where tenant_id = \(call.tenant) and key_id = \(keyId)
      """)
    let token = try await NewIntegrationSecret.make(for: keyId, transaction)
    let rows = try await transaction.rows(
      """
      select max(valid_until) from identity.integration_secret
        where tenant_id = \(call.tenant) and key_id = \(keyId) and valid_until > now()
      """)
    let overlap = (try? rows.firstRow(Date?.self)) ?? nil
    return Audited(
      NewIntegrationSecret(keyId: keyId, token: token.text, version: expectedVersion + 1, overlapUntil: overlap),
      count: 1)
  }
}
