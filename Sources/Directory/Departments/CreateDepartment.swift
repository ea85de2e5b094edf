import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Creates a department.
struct CreateDepartment: Command {
  static let name: StaticString = "department.create"
  static let summary: StaticString = "Creates a department, or confirms the one of that name that an import met"
  static let access = Access.requires(.departmentManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Department

  let name: Name
  let kind: DepartmentKind
  var isFollowUpCentre: Bool?
  var parentId: UUID?
  var headStaffId: UUID?
  var headNurseStaffId: UUID?
  var campusId: UUID?

  static let descriptions = [
    "name": "The department's name as the front pages have it",
    "kind": "clinical, functional or ward; one that an import met as clinical becomes this",
    "isFollowUpCentre": "True for the one department that is the follow-up centre",
    "parentId": "The department that it belongs to",
    "headStaffId": "The head 科主任, of the staff",
    "headNurseStaffId": "The head nurse 护士长, of the staff",
    "campusId": "The campus 院区 where it is",
  ]
  static let example = Example(
    CreateDepartment(name: "心血管内科", kind: .clinical, isFollowUpCentre: nil), answers: Department.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Department> {
    let call = transaction.call
    let met = try await transaction.rows(
      """
      select department_id from directory.department
        where tenant_id = \(call.tenant) and name = \(name.text) and not confirmed and status = 'active' for update
      """
    ).values(UUID.self)
    let id = met.first ?? UUID.version7()
    let references = DepartmentReferences(
      name: name, parentId: parentId, headStaffId: headStaffId, headNurseStaffId: headNurseStaffId, campusId: campusId)
    try await references.check(for: id, transaction)
    try await references.takeName(transaction)
    if isFollowUpCentre ?? false { try await requireNoCentre(transaction) }
    let created = try await transaction.rows(
      Department.shape.returned(
        by: """
          insert into directory.department as d (tenant_id, department_id, name, kind, is_follow_up_centre, parent_id,
            head_staff_id, head_nurse_staff_id, campus_id)
          values (\(call.tenant), \(id), \(name.text), \(kind.rawValue), \(isFollowUpCentre ?? false), \(parentId),
            \(headStaffId), \(headNurseStaffId), \(campusId))
          on conflict (tenant_id, name) do update set confirmed = true, kind = excluded.kind,
              is_follow_up_centre = excluded.is_follow_up_centre, parent_id = excluded.parent_id,
              head_staff_id = excluded.head_staff_id, head_nurse_staff_id = excluded.head_nurse_staff_id,
              campus_id = excluded.campus_id, version = d.version + 1
            where not d.confirmed
          """))
    guard let department = created.first else { throw DepartmentReferences.nameTaken }
    return Audited(department, count: 1)
  }

  private func requireNoCentre(_ transaction: borrowing WriteTransaction) async throws(Failure) {
    let centre = try await transaction.rows(
      "select 1 from directory.department where tenant_id = \(transaction.call.tenant) and is_follow_up_centre")
    guard centre.isEmpty else {
      throw Failure.taken(
        "isFollowUpCentre",
        LocalizedText(
          chinese: "本院已有回访中心；如需变更，请用 department.makeFollowUpCentre",
          english: "the hospital has a follow-up centre; move it with department.makeFollowUpCentre"))
    }
  }
}
