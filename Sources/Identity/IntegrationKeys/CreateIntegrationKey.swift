import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Makes a key for one of the hospital's own systems, with an account of its own, so that the trail says which system it was.
struct CreateIntegrationKey: Command {
  static let name: StaticString = "integrationKey.create"
  static let summary: StaticString = "Makes a key for one of the hospital's own systems; the secret is shown once"
  static let access = Access.requires(.integrationKeyManage)
  static let audit = AuditRule.impersonal("administration")
  static let repetition = Repetition.shownOnce

  typealias Output = NewIntegrationSecret

  let name: Name
  let permissions: [Permission]
  let allowedAddresses: [String]
  let expiresAt: Date
  var callsPerSecond: Int?

  static let descriptions = [
    "name": "Which system it belongs to",
    "permissions": "What it permits, for the whole hospital: reading in lists, and feeding discharges",
    "allowedAddresses": "From where it is taken: addresses or ranges such as 10.20.0.0/16",
    "expiresAt": "When it ends by itself, at most 366 days from now",
    "callsPerSecond":
      "How often it may call, 1 to 1000, four times as often at once; as often as a person when left out",
  ]
  static let example = Example(
    CreateIntegrationKey(
      name: "集成平台", permissions: [.dischargeImport, .departmentRead], allowedAddresses: ["10.20.0.0/16"],
      expiresAt: Date(timeIntervalSince1970: 1_793_318_400), callsPerSecond: nil), answers: NewIntegrationSecret.sample)

  static let maximumKeys = 50

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<NewIntegrationSecret> {
    let call = transaction.call
    try check(now: call.now)
    try await checkAddresses(transaction)
    let existing = try await transaction.rows(
      """
      select count(*), count(*) filter (where name = \(name.text)) from identity.integration_key
        where tenant_id = \(call.tenant) and revoked_at is null
      """)
    guard let (count, same) = try? existing.firstRow((Int, Int).self) else { throw Failure(.internalError) }
    guard same == 0 else {
      throw Failure(
        .alreadyExists,
        violations: [
          Violation(
            path: "name", rule: "unique",
            message: LocalizedText(
              chinese: "已有同名密钥；更换密文请用 integrationKey.rotate",
              english: "a key of this name exists already; integrationKey.rotate gives it a new secret"))
        ])
    }
    guard count < Self.maximumKeys else {
      throw Failure.rule(
        "name", "maximumKeys",
        LocalizedText(
          chinese: "有效密钥最多 50 个，请先吊销不用的", english: "a hospital has at most 50 keys; revoke unused ones first"))
    }
    let (key, account) = (UUID.version7(), UUID.version7())
    let username = "key-" + account.uuidString.lowercased().filter { $0 != "-" }.suffix(20)
    try await transaction.rows(
      """
      insert into identity.account (tenant_id, account_id, username, display_name, password_hash, kind)
      values (\(call.tenant), \(account), \(username), \(name.text), '', 'integration')
      """)
    try await transaction.rows(
      """
      insert into identity.integration_key (
        tenant_id, key_id, account_id, name, permissions, allowed_addresses, expires_at, calls_per_second)
      values (\(call.tenant), \(key), \(account), \(name.text), \(permissions.map(\.rawValue)),
        \(allowedAddresses)::text[]::cidr[], \(expiresAt), \(callsPerSecond.map { Int32($0) }))
      """)
    let token = try await NewIntegrationSecret.make(for: key, transaction)
    return Audited(NewIntegrationSecret(keyId: key, token: token.text, version: 1, overlapUntil: nil), count: 1)
  }

  private func check(now: Date) throws(Failure) {
    guard !permissions.isEmpty, Set(permissions).count == permissions.count else {
      throw Failure.violation(
        "permissions", "unique", LocalizedText(chinese: "须列出权限，且不重复", english: "needs permissions, each of them once"))
    }
    for (index, permission) in permissions.enumerated() where !permission.isGrantableToKeys {
      throw Failure.rule(
        "permissions[\(index)]", "grantableToKeys",
        LocalizedText(
          chinese: "该权限不能授予接口密钥；密钥只能列表读取和导入出院病例",
          english: "can't be given to a key; keys read in lists and feed discharges, no more"))
    }
    guard expiresAt > now, expiresAt <= now.addingTimeInterval(366 * 86_400) else {
      throw Failure.rule(
        "expiresAt", "range",
        LocalizedText(chinese: "须晚于现在，且不超过 366 天", english: "must lie ahead, at most 366 days from now"))
    }
    if let callsPerSecond, !(1...1000).contains(callsPerSecond) {
      throw Failure.violation(
        "callsPerSecond", "range", LocalizedText(chinese: "须在 1 到 1000 之间", english: "must be 1 to 1000"))
    }
  }

  /// The database says what an address is, since it is the one that compares.
  private func checkAddresses(_ transaction: borrowing WriteTransaction) async throws(Failure) {
    guard (1...50).contains(allowedAddresses.count) else {
      throw Failure.violation(
        "allowedAddresses", "count",
        LocalizedText(chinese: "须有 1 到 50 个地址或网段", english: "must be 1 to 50 addresses or ranges"))
    }
    let rows = try await transaction.rows(
      """
      select place - 1 from unnest(\(allowedAddresses)) with ordinality as a (address, place)
        where not identity.is_address_range(address) order by place limit 1
      """)
    if let place = try? rows.firstRow(Int.self) {
      throw Failure.violation(
        "allowedAddresses[\(place)]", "addressRange",
        LocalizedText(
          chinese: "须为地址或网段，如 10.20.0.8 或 10.20.0.0/16（掩码后各位为 0，不宽于 /8）",
          english:
            "must be an address or a range such as 10.20.0.8 or 10.20.0.0/16, nothing set behind the mask, no wider than /8"
        ))
    }
  }
}
