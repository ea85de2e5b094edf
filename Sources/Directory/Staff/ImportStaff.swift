import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Loads staff from a spreadsheet: all rows or none.
struct ImportStaff: Command {
  static let name: StaticString = "staff.import"
  static let summary: StaticString =
    "Creates and changes members of staff from comma-separated text, by number or by department and name; all rows or none"
  static let access = Access.requires(.staffManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = BulkOutcome

  let csv: String
  var dryRun: Bool?

  static let descriptions = [
    "csv":
      """
    RFC 4180 with a header, at most 5,000 rows: 工号(number), 姓名(name), 科室(department, by name or by what files call it), 职称(title), \
    学历(education), 执业资格(licence), 从业起始日(practisingSince: 2015-07-01, 2015/7/1, 2015年7月), 方言(dialects, with 、 between), \
    其他科室(otherDepartments: 儿科(2020-01-01至2021-12-31);产科(2021-03-01起)), 已确认(confirmed: 是, 否). One number in several rows is one \
    person in several departments. An empty cell leaves what is there. In violations csv[3] is the text's third row
    """,
    "dryRun": "True to be told what would be done, or what is wrong, without doing it",
  ]
  static let example = Example(
    ImportStaff(csv: "工号,姓名,科室,职称\nN0132,李敏,心血管内科,主管护师\n", dryRun: true),
    answers: BulkOutcome(created: 1, updated: 0, unchanged: 0, dryRun: true))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<BulkOutcome> {
    var table = try BulkTable(csv, columns: StaffColumns.all)
    let known = try await KnownStaff.read(transaction)
    let plan = PlannedStaff(&table, known, today: transaction.call.today)
    try table.requireSound()
    if dryRun != true {
      for statement in plan.statements(tenant: transaction.call.tenant) { try await transaction.rows(statement) }
    }
    let outcome = BulkOutcome(
      created: plan.created.count, updated: plan.updated.count, unchanged: plan.unchanged, dryRun: dryRun ?? false)
    return Audited(outcome, count: plan.created.count + plan.updated.count)
  }
}
