import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Takes a department out of use, once nothing is left to be done there. It looks whether tasks are open, so the gate stands open;
/// the answer shows none.
struct DeactivateDepartment<Dependents: DirectoryDependents>: Command {
  static var name: StaticString { "department.deactivate" }
  static var summary: StaticString {
    "Takes a department out of use; refused while tasks, roles, staff or departments hang on it"
  }
  static var access: Access { .requires(.departmentManage) }
  static var audit: AuditRule { .personal("administration") }

  typealias Output = Department

  let departmentId: UUID
  let expectedVersion: Int

  static var descriptions: [String: String] {
    [
      "departmentId": "The department",
      "expectedVersion": "The version that the caller has seen; refused when it has changed since",
    ]
  }
  static var example: Example<Self> {
    var answer = Department.sample
    answer.status = .deactivated
    return Example(Self(departmentId: Department.sample.id, expectedVersion: 1), answers: answer)
  }

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Department> {
    let tenant = transaction.call.tenant
    try await transaction.rows(Dependents.lock(tenant: tenant))
    let before = try await Department.lock(departmentId, expecting: expectedVersion, transaction)
    try before.requireActive()
    guard !before.isFollowUpCentre else {
      throw Failure.inUse(
        "departmentId", "followUpCentre",
        LocalizedText(
          chinese: "该科室是回访中心，请先将回访中心改为其他科室", english: "it is the follow-up centre; make another department that first"))
    }
    if try await transaction.rows(Dependents.departmentIsInUse(tenant: tenant, department: departmentId)).answer() {
      throw Failure.inUse(
        "departmentId", "openTasks",
        LocalizedText(chinese: "该科室还有未结束的回访任务", english: "it has open follow-up tasks; let them be finished first"))
    }
    if try await transaction.rows(DepartmentUse.assignments(tenant: tenant, department: departmentId)).answer() {
      throw Failure.inUse(
        "departmentId", "activeAssignments",
        LocalizedText(
          chinese: "仍有账号持有该科室的角色，请安全管理员先收回",
          english: "accounts hold roles for it; the security officer withdraws them first"))
    }
    let children = try await transaction.rows(
      """
      select exists (select from directory.department
        where tenant_id = \(tenant) and parent_id = \(departmentId) and status = 'active')
      """)
    if try children.answer() {
      throw Failure.inUse(
        "departmentId", "activeChildren",
        LocalizedText(chinese: "仍有下属科室或病区在用", english: "departments or wards below it are in use"))
    }
    try await requireNoStaff(transaction)
    return Audited(try await before.change("status = 'deactivated'", transaction), count: 1)
  }

  /// Whom nobody has confirmed goes with the department that the import met them in.
  private func requireNoStaff(_ transaction: borrowing WriteTransaction) async throws(Failure) {
    let tenant = transaction.call.tenant
    let staff = try await transaction.rows(
      """
      select exists (select from directory.staff
        where tenant_id = \(tenant) and department_id = \(departmentId) and status = 'active' and confirmed)
      """)
    if try staff.answer() {
      throw Failure.inUse(
        "departmentId", "activeStaff",
        LocalizedText(
          chinese: "仍有在用人员属于该科室，请先调整其科室或停用(staff.list)",
          english: "staff in use belong to it; move or deactivate them first (staff.list)"))
    }
    try await transaction.rows(
      """
      update directory.staff set status = 'deactivated', version = version + 1
        where tenant_id = \(tenant) and department_id = \(departmentId) and status = 'active' and not confirmed
      """)
  }
}
