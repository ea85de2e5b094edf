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

    /// `a` is the name.
    static let shape = RowShape { row in Self(departmentId: try row["a.department_id"], name: try row["a.name"]) }
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
    let tenant = transaction.call.tenant
    let found = try await transaction.rows(
      StaffMember.shape(today: transaction.call.today).select(
        from: "directory.staff s where s.tenant_id = \(tenant) and s.staff_id = \(staffId)"))
    guard let member = found.first else { throw Failure(.notFound) }
    let departments = try await transaction.rows(
      Placement.shape.select(
        from: """
          directory.staff_department w
          where w.tenant_id = \(tenant) and w.staff_id = \(staffId) order by w.valid_from, w.department_id
          """))
    let former = try await transaction.rows(FormerDepartments.statement(of: staffId, tenant: tenant))
    let accounts = try await transaction.rows(
      """
      select account_id from identity.account
        where tenant_id = \(tenant) and staff_id = \(staffId) and status = 'active' order by account_id
      """
    ).values(UUID.self)
    let aliases = try await transaction.rows(
      Alias.shape.select(
        from: """
          directory.staff_alias a
          where a.tenant_id = \(tenant) and a.staff_id = \(staffId) order by a.name, a.department_id limit 500
          """))
    return Audited(
      Output(
        member: member, departments: departments, formerDepartments: former, accountIds: accounts, aliases: aliases),
      count: 1)
  }
}
