import JSONRPC
import Operations
import SQL

/// Decides how long the hospital's discharge files are kept.
struct UpdateDischargeSetting: Command {
  static let name: StaticString = "discharge.setting.update"
  static let summary: StaticString =
    "Decides how long the hospital's discharge files are kept sealed after their import"
  static let access = Access.requires(.dischargeImport)
  static let audit = AuditRule.impersonal("import")
  static let descriptions = DischargeSetting.descriptions

  let importRetentionDays: Int

  typealias Output = DischargeSetting

  static let example = Example(UpdateDischargeSetting(importRetentionDays: 90), answers: DischargeSetting.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    try DischargeSetting.checked(importRetentionDays)
    let call = transaction.call
    try await transaction.rows(
      """
      insert into discharges.setting (tenant_id, import_retention_days, changed_by)
      values (\(call.tenant), \(Int32(importRetentionDays)), \(call.actor.account))
      on conflict (tenant_id) do update set import_retention_days = excluded.import_retention_days,
        changed_by = excluded.changed_by, changed_at = now()
      """)
    return Audited(DischargeSetting(importRetentionDays: importRetentionDays), count: 1)
  }
}
