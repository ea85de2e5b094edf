import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Says which department one that an import met really is. What hung on it moves, its name stays known to imports, and the row itself
/// stays, deactivated. Discharges and tasks are moved and not shown: the gate stands open, the answer holds counts.
struct MapDepartment<Dependents: DirectoryDependents>: Command {
  static var name: StaticString { "department.map" }
  static var summary: StaticString {
    "Maps a department that an import met to the one it really is, with everything that hangs on it"
  }
  static var access: Access { .requires(.departmentManage) }
  static var audit: AuditRule { .personal("administration") }

  typealias Output = MappedDepartment

  let departmentId: UUID
  let toDepartmentId: UUID
  let expectedVersion: Int
  var evenInUse: Bool?

  static var descriptions: [String: String] {
    [
      "departmentId": "The department that was met and goes",
      "toDepartmentId": "The department that it really is: in use and confirmed",
      "expectedVersion": "The version of departmentId that the caller has seen; refused when it has changed since",
      "evenInUse": "True to map a confirmed department, or one for which accounts hold roles: the roles move as well",
    ]
  }
  static var example: Example<Self> {
    Example(
      Self(
        departmentId: Organization.sample.id, toDepartmentId: Department.sample.id, expectedVersion: 1, evenInUse: nil),
      answers: MappedDepartment(department: .sample, moved: 12))
  }

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<MappedDepartment> {
    let tenant = transaction.call.tenant
    // Whoever is about to hang something on it has committed, and whoever comes next finds it mapped.
    try await transaction.rows(Dependents.lock(tenant: tenant))
    let from = try await Department.lock(departmentId, expecting: expectedVersion, transaction)
    try await check(from, transaction)
    var moved = 0
    let pairs = try await StaffPairs.sameNames(from: departmentId, to: toDepartmentId, transaction)
    if !pairs.isEmpty {
      moved += try await transaction.move(
        Dependents.moveStaff(tenant: tenant, pairs: pairs.sql) + pairs.statements(tenant: tenant))
    }
    moved += try await transaction.move(
      Dependents.moveDepartment(tenant: tenant, from: departmentId, to: toDepartmentId)
        + MapDepartmentSQL.statements(tenant: tenant, from: from, to: toDepartmentId))
    let to = try await Department.read(toDepartmentId, transaction)
    return Audited(MappedDepartment(department: to, moved: moved), count: moved)
  }

  private func check(_ from: Department, _ transaction: borrowing WriteTransaction) async throws(Failure) {
    let tenant = transaction.call.tenant
    try await from.requireMappable(to: toDepartmentId, transaction)
    guard !from.isFollowUpCentre else {
      throw Failure.inUse(
        "departmentId", "followUpCentre",
        LocalizedText(
          chinese: "该科室是回访中心，请先将回访中心改为其他科室", english: "it is the follow-up centre; make another department that first"))
    }
    let isHeld = try await transaction.rows(DepartmentUse.assignments(tenant: tenant, department: departmentId))
      .answer()
    guard evenInUse == true || !(from.confirmed || isHeld) else {
      throw Failure.inUse(
        "departmentId", "confirmedOrHeld",
        LocalizedText(
          chinese: "该科室已确认，或有账号持有其角色；确需合并，请将 evenInUse 设为 true",
          english: "it is confirmed, or accounts hold roles for it; say evenInUse to map it with these"))
    }
  }
}

/// What became of a mapped department.
struct MappedDepartment: Codable, Sendable, Described {
  let department: Department
  let moved: Int

  static let descriptions = [
    "department": "The department that it really is", "moved": "How many rows that hung on it were moved or changed",
  ]
}
