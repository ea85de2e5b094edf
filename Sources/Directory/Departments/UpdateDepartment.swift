import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Changes a department. Files that still have its name of before go on finding it.
struct UpdateDepartment: Command {
  static let name: StaticString = "department.update"
  static let summary: StaticString =
    "Says anew what a department is called, what it does, where it belongs and who heads it"
  static let access = Access.requires(.departmentManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Department

  let departmentId: UUID
  let expectedVersion: Int
  let name: Name
  let kind: DepartmentKind
  var parentId: UUID?
  var headStaffId: UUID?
  var headNurseStaffId: UUID?
  var campusId: UUID?

  static let descriptions = [
    "departmentId": "The department",
    "expectedVersion": "The version that the caller has seen; refused when it has changed since",
    "name": "Its name; the one of before stays known to imports",
    "kind": "clinical, functional or ward",
    "parentId": "The department that it belongs to; none when left out",
    "headStaffId": "The head 科主任; none when left out",
    "headNurseStaffId": "The head nurse 护士长; none when left out",
    "campusId": "The campus 院区; none when left out",
  ]
  static let example = Example(
    UpdateDepartment(
      departmentId: Department.sample.id, expectedVersion: 1, name: "心血管内科", kind: .clinical, parentId: nil,
      headStaffId: nil, headNurseStaffId: nil, campusId: nil), answers: Department.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Department> {
    let before = try await Department.lock(departmentId, expecting: expectedVersion, transaction)
    try before.requireActive()
    let references = DepartmentReferences(
      name: name, parentId: parentId, headStaffId: headStaffId, headNurseStaffId: headNurseStaffId, campusId: campusId)
    try await references.check(for: departmentId, transaction)
    if before.name != name.text {
      try await references.takeName(transaction)
      try await transaction.rows(
        DepartmentAlias.remember(before.name, as: departmentId, tenant: transaction.call.tenant))
    }
    let after = try await before.change(
      """
      name = \(name.text), kind = \(kind.rawValue), parent_id = \(parentId), head_staff_id = \(headStaffId),
      head_nurse_staff_id = \(headNurseStaffId), campus_id = \(campusId)
      """, transaction)
    return Audited(after, count: 1)
  }
}
