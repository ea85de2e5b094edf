import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// What hangs on a department, before it is deactivated or mapped. It looks whether tasks are open, so the gate stands open; the answer
/// shows none.
struct ReadDepartmentUsage<Dependents: DirectoryDependents>: Query {
  static var name: StaticString { "department.usage.read" }
  static var summary: StaticString { "How much hangs on a department: what department.deactivate would be refused for" }
  static var access: Access { .requires(.departmentManage) }
  static var audit: AuditRule { .personal("administration") }

  typealias Output = DepartmentUsage

  let departmentId: UUID

  static var descriptions: [String: String] { ["departmentId": "The department"] }
  static var example: Example<Self> { Example(Self(departmentId: Department.sample.id), answers: .sample) }

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<DepartmentUsage> {
    let (tenant, today) = (transaction.call.tenant, transaction.call.today)
    let found = try await transaction.rows(
      """
      select is_follow_up_centre from directory.department where tenant_id = \(tenant) and department_id = \(departmentId)
      """
    ).values(Bool.self)
    guard let isCentre = found.first else { throw Failure(.notFound) }
    let hasTasks = try await transaction.rows(Dependents.departmentIsInUse(tenant: tenant, department: departmentId))
      .answer()
    let counts = try await transaction.row(
      DepartmentUse.counts(tenant: tenant, department: departmentId, today: today))
    return Audited(
      DepartmentUsage(
        isFollowUpCentre: isCentre, hasOpenTasks: hasTasks, staff: counts.staff, visitingStaff: counts.visitingStaff,
        unconfirmedStaff: counts.unconfirmedStaff, departmentsBelow: counts.departmentsBelow, roles: counts.roles),
      count: 1)
  }
}

/// What hangs on a department.
struct DepartmentUsage: Codable, Sendable, Described {
  let isFollowUpCentre: Bool
  let hasOpenTasks: Bool
  let staff: Int
  let visitingStaff: Int
  let unconfirmedStaff: Int
  let departmentsBelow: Int
  let roles: Int

  static let descriptions = [
    "isFollowUpCentre": "Whether it is the follow-up centre: another must be made that first",
    "hasOpenTasks": "Whether follow-up tasks are open there",
    "staff": "How many confirmed members of staff belong to it",
    "visitingStaff": "How many of other departments work there today; they are no obstacle",
    "unconfirmedStaff": "How many were met there and never confirmed; they are deactivated with it",
    "departmentsBelow": "How many departments in use stand directly below it",
    "roles": "How many roles accounts hold for it",
  ]

  static let sample = DepartmentUsage(
    isFollowUpCentre: false, hasOpenTasks: true, staff: 42, visitingStaff: 3, unconfirmedStaff: 1, departmentsBelow: 2,
    roles: 12)
}
