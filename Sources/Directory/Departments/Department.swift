import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// A department of a hospital.
struct Department: Codable, Sendable, Described {
  let id: UUID
  let name: String
  let kind: DepartmentKind
  let isFollowUpCentre: Bool
  let confirmed: Bool
  var parentId: UUID?
  var headStaffId: UUID?
  var headNurseStaffId: UUID?
  var campusId: UUID?
  var status = DirectoryStatus.active
  var mappedToId: UUID?
  var version = 1

  static let descriptions = [
    "id": "The department's identifier",
    "name": "Its name, unique in the hospital",
    "kind": "clinical 临床科室, functional 职能科室 or ward 病区",
    "isFollowUpCentre": "Whether it is the hospital's follow-up centre 回访中心, on whose worklist centre rounds stand",
    "confirmed": "False for a department that an import met and no administrator has confirmed",
    "parentId": "The department that it belongs to",
    "headStaffId": "The head 科主任, of the staff",
    "headNurseStaffId": "The head nurse 护士长, of the staff",
    "campusId": "The campus 院区 where it is",
    "status": "active or deactivated",
    "mappedToId": "The department that it really is, when an administrator mapped it",
    "version": "Goes up with every change; updates name it as expectedVersion",
  ]

  static let sample = Department(
    id: .sample(3), name: "心血管内科", kind: .clinical,
    isFollowUpCentre: false, confirmed: true)
}

extension Department {
  /// `d` is the department.
  static let shape = RowShape(Self.init)

  private init(_ row: inout RowColumns) throws {
    id = try row["d.department_id"]
    name = try row["d.name"]
    kind = try row["d.kind"]
    isFollowUpCentre = try row["d.is_follow_up_centre"]
    confirmed = try row["d.confirmed"]
    parentId = try row["d.parent_id"]
    headStaffId = try row["d.head_staff_id"]
    headNurseStaffId = try row["d.head_nurse_staff_id"]
    campusId = try row["d.campus_id"]
    status = try row["d.status"]
    mappedToId = try row["d.mapped_to_id"]
    version = try row["d.version"]
  }
}

extension Department: DirectoryEntry {
  static let words = EntryWords(
    parameter: "departmentId", toParameter: "toDepartmentId", otherRule: "otherDepartment", unmap: "department.unmap",
    chinese: "科室", english: "department")
  static let table: (name: SQL, tenant: SQL, key: SQL) = ("directory.department d", "d.tenant_id", "d.department_id")
  static func shape(today: CalendarDay) -> RowShape<Department> { shape }
}
