import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// One member of staff, with departments, account, and what files call the person.
struct ReadStaff: Query {
  static let name: StaticString = "staff.read"
  static let summary: StaticString =
    "One member of staff, with departments, account and the names by which imports know the person"
  static let access = Access.requires(.staffRead)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = ["staffId": "The member of staff"]

  let staffId: UUID

  /// A name in a department's files.
  struct Alias: Codable, Sendable, Described {
    let departmentId: UUID
    let name: String
    static let descriptions = ["departmentId": "Whose files", "name": "What they call the person"]
  }

  /// The member and what belongs to it.
  struct Output: Codable, Sendable, Described {
    let member: StaffMember
    let departments: [Placement]
    let formerDepartments: [FormerDepartment]
    let accountIds: [UUID]
    let aliases: [Alias]
    static let descriptions = [
      "member": "The member of staff", "departments": "Where else the person works or worked, by first day",
      "formerDepartments": "Which departments the person belonged to before, the last first",
      "accountIds": "The accounts with which the person signs in",
      "aliases": "What files call the person besides the name, or in other departments",
    ]
  }

  static let example = Example(
    ReadStaff(staffId: StaffMember.sample.id),
    answers: Output(member: .sample, departments: [], formerDepartments: [], accountIds: [], aliases: []))

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<Output> {
    let (tenant, today) = (transaction.call.tenant, transaction.call.today)
    let found = try await transaction.rows(
      "select \(StaffMember.columns) from directory.staff s where s.tenant_id = \(tenant) and s.staff_id = \(staffId)"
    ).read { try StaffMember(&$0, today: today) }
    guard let member = found.first else { throw Failure(.notFound) }
    let departments = try await transaction.rows(
      """
      select department_id, valid_from, valid_until from directory.staff_department
        where tenant_id = \(tenant) and staff_id = \(staffId) order by valid_from, department_id
      """
    ).read {
      Placement(
        departmentId: try $0.next(), validFrom: try $0.next(), validUntil: try $0.next(CalendarDay?.self))
    }
    let former = try await transaction.rows(FormerDepartments.statement(of: staffId, tenant: tenant))
      .read(FormerDepartments.read)
    let accounts = try await transaction.rows(
      """
      select account_id from identity.account
        where tenant_id = \(tenant) and staff_id = \(staffId) and status = 'active' order by account_id
      """
    ).read { try $0.next(UUID.self) }
    let aliases = try await transaction.rows(
      """
      select department_id, name from directory.staff_alias
        where tenant_id = \(tenant) and staff_id = \(staffId) order by name, department_id limit 500
      """
    ).read { Alias(departmentId: try $0.next(), name: try $0.next()) }
    return Audited(
      Output(
        member: member, departments: departments, formerDepartments: former, accountIds: accounts, aliases: aliases),
      count: 1)
  }
}
