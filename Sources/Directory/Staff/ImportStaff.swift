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
  let dryRun: Bool?

  static let descriptions = [
    "csv":
      "RFC 4180 with a header, at most 5,000 rows: 工号(number), 姓名(name), 科室(department), 职称(title), 学历(education), 执业资格(licence), 从业起始日(practisingSince, yyyy-MM-dd), 方言(dialects, with 、 between). An empty cell leaves what is there. In violations csv[3] is the text's third row",
    "dryRun": "True to be told what would be done, or what is wrong, without doing it",
  ]
  static let example = Example(
    ImportStaff(csv: "工号,姓名,科室,职称\nN0132,李敏,心血管内科,主管护师\n", dryRun: true),
    answers: BulkOutcome(created: 1, updated: 0, unchanged: 0, dryRun: true))

  static let columns = [
    BulkColumn(key: "number", chinese: "工号"), BulkColumn(key: "name", chinese: "姓名", isRequired: true),
    BulkColumn(key: "department", chinese: "科室", isRequired: true), BulkColumn(key: "title", chinese: "职称"),
    BulkColumn(key: "education", chinese: "学历"), BulkColumn(key: "licence", chinese: "执业资格"),
    BulkColumn(key: "practisingSince", chinese: "从业起始日"), BulkColumn(key: "dialects", chinese: "方言"),
  ]

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<BulkOutcome> {
    var table = try BulkTable(csv, columns: Self.columns)
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

/// What the hospital has that rows of a bulk file may name.
struct KnownStaff {
  /// Departments in use by name.
  let departments: [String: UUID]
  let byNumber: [String: StaffMember]
  let byName: [StaffPlace: StaffMember]

  static func read(_ transaction: borrowing WriteTransaction) async throws(Failure) -> KnownStaff {
    let (tenant, today) = (transaction.call.tenant, transaction.call.today)
    let departments = try await transaction.rows(
      "select name, department_id from directory.department where tenant_id = \(tenant) and status = 'active'"
    ).read { (try $0.next(String.self), try $0.next(UUID.self)) }
    let staff = try await transaction.rows(
      "select \(StaffMember.columns) from directory.staff s where s.tenant_id = \(tenant) order by s.staff_id for update"
    ).read { try StaffMember(&$0, today: today) }
    return KnownStaff(
      departments: Dictionary(departments) { first, _ in first },
      byNumber: Dictionary(staff.compactMap { member in member.number.map { ($0, member) } }) { first, _ in first },
      byName: Dictionary(staff.map { (StaffPlace(department: $0.departmentId, name: $0.name), $0) }) { first, _ in first
      })
  }
}

/// A name in a department: for imports one person.
struct StaffPlace: Hashable {
  let department: UUID
  let name: String
}
