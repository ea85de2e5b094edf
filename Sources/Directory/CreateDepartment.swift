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
  let isFollowUpCentre: Bool?

  static let descriptions = [
    "name": "The department's name as the front pages have it",
    "kind": "clinical or functional",
    "isFollowUpCentre": "True for the one department that is the follow-up centre",
  ]
  static let example = Example(
    CreateDepartment(name: "心血管内科", kind: .clinical, isFollowUpCentre: nil), answers: Department.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Department> {
    let call = transaction.call
    let rows = try await transaction.rows(
      """
      insert into directory.department (tenant_id, department_id, name, kind, is_follow_up_centre)
      values (\(call.tenant), \(UUID.version7()), \(name.text), \(kind.rawValue), \(isFollowUpCentre ?? false))
      on conflict (tenant_id, name) do update set confirmed = true where not department.confirmed
      returning department_id, kind, is_follow_up_centre
      """)
    guard let row = rows.first else {
      throw Failure(
        .alreadyExists,
        violations: [
          Violation(
            path: "name", rule: "unique",
            message: LocalizedText(chinese: "该科室已存在", english: "a department of this name exists already"))
        ])
    }
    do {
      let (id, kind, isCentre) = try row.decode((UUID, String, Bool).self)
      return Audited(
        Department(
          id: id, name: name.text, kind: DepartmentKind(rawValue: kind) ?? .clinical, isFollowUpCentre: isCentre,
          confirmed: true), count: 1)
    } catch {
      throw Failure(.internalError)
    }
  }
}
