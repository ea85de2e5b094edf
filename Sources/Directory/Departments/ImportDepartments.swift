import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Loads departments from a spreadsheet: all rows or none.
struct ImportDepartments: Command {
  static let name: StaticString = "department.import"
  static let summary: StaticString =
    "Creates and changes departments from comma-separated text, by name; all rows or none"
  static let access = Access.requires(.departmentManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = BulkOutcome

  let csv: String
  var dryRun: Bool?

  static let descriptions = [
    "csv":
      """
    RFC 4180 with a header, at most 5,000 rows: 科室名称(name), 类别(kind: 临床, 职能, 病区), 上级科室(parent), 科主任工号(head), \
    护士长工号(headNurse), 院区(campus), 已确认(confirmed: 是, 否). An empty cell leaves what is there. In violations csv[3] is the \
    text's third row
    """,
    "dryRun": "True to be told what would be done, or what is wrong, without doing it",
  ]
  static let example = Example(
    ImportDepartments(csv: "科室名称,类别\n心血管内科,临床\n", dryRun: true),
    answers: BulkOutcome(created: 0, updated: 0, unchanged: 1, dryRun: true))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<BulkOutcome> {
    var table = try BulkTable(csv, columns: DepartmentColumns.all)
    let known = try await KnownDepartments.read(transaction)
    let plan = PlannedDepartments(&table, known)
    try table.requireSound()
    if dryRun != true {
      for statement in plan.statements(tenant: transaction.call.tenant) { try await transaction.rows(statement) }
    }
    let outcome = BulkOutcome(
      created: plan.created.count, updated: plan.updated.count, unchanged: plan.unchanged, dryRun: dryRun ?? false)
    return Audited(outcome, count: plan.created.count + plan.updated.count)
  }
}
