import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Loads bureaus and hospitals from a spreadsheet: all rows or none.
struct ImportOrganizations: Command {
  static let name: StaticString = "organization.import"
  static let summary: StaticString =
    "Creates and changes bureaus and hospitals from comma-separated text, by code; all rows or none"
  static let access = Access.requires(.organizationCreate)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = BulkOutcome

  let csv: String
  var dryRun: Bool?

  static let descriptions = [
    "csv":
      """
    RFC 4180 with a header, at most 5,000 rows: 机构代码(code: a bureau's region code, or a hospital's institution code), 机构名称(name), \
    上级机构代码(parent: the bureau above), 行政区划代码(regionCode, of hospitals), 医院等级(level: 三级甲等 …), 办医性质(ownership: 公立 …), \
    统一社会信用代码(unifiedCode), 登记号(registrationNumber). An empty cell leaves what is there. In violations csv[3] is the text's third row
    """,
    "dryRun": "True to be told what would be done, or what is wrong, without doing it",
  ]
  static let example = Example(
    ImportOrganizations(csv: "机构代码,机构名称,上级机构代码,医院等级\n49557184-0,泗河市第一人民医院,370800,三级甲等\n", dryRun: true),
    answers: BulkOutcome(created: 1, updated: 0, unchanged: 0, dryRun: true))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<BulkOutcome> {
    var table = try BulkTable(csv, columns: OrganizationColumns.all)
    let known = try await transaction.rows(
      Organization.shape.select(
        from: "directory.organization o where o.kind <> 'platform' order by o.tenant_id for no key update"))
    let plan = PlannedOrganizations(&table, known)
    try table.requireSound()
    if dryRun != true {
      for statement in plan.statements { try await transaction.rows(statement) }
    }
    let outcome = BulkOutcome(
      created: plan.created.count, updated: plan.updated.count, unchanged: plan.unchanged, dryRun: dryRun ?? false)
    return Audited(outcome, count: plan.created.count + plan.updated.count)
  }
}
