import JSONRPC
import Operations
import SQL

/// What a hospital has decided about its discharge files.
struct DischargeSetting: Codable, Sendable, Described {
  let importRetentionDays: Int
  static let descriptions = [
    "importRetentionDays": "For how many days a file and its rejected rows are kept sealed after the import, 1 to 3650"
  ]

  static let sample = DischargeSetting(importRetentionDays: 90)

  /// `s` is what the hospital has said, where it has said anything.
  static let shape = RowShape { row in Self(importRetentionDays: try row["coalesce(s.import_retention_days, 90)"]) }

  static func checked(_ days: Int) throws(Failure) {
    guard (1...3650).contains(days) else {
      throw Failure.violation(
        "importRetentionDays", "range",
        LocalizedText(chinese: "保存天数须在 1 到 3650 之间", english: "must be between 1 and 3650 days"))
    }
  }
}

/// Says what the hospital has decided about its discharge files.
struct ReadDischargeSetting: PipelinedQuery {
  static let name: StaticString = "discharge.setting.read"
  static let summary: StaticString = "What the hospital has decided about its discharge files"
  static let access = Access.requires(.dischargeImport)
  static let audit = AuditRule.impersonal("import")
  static let descriptions: [String: String] = [:]

  typealias Output = DischargeSetting

  static let example = Example(ReadDischargeSetting(), answers: DischargeSetting.sample)

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output> {
    .one(
      DischargeSetting.shape.select(
        from: "(values (1)) as one left join discharges.setting s on s.tenant_id = \(call.tenant)"))
  }
}
