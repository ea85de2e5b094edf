import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Says who somebody that an import met really is: a second spelling, or a person of another department. What hung on the one moves to
/// the other, and imports find the right person from then on. Discharges are moved and not shown.
struct MapStaff<Dependents: DirectoryDependents>: Command {
  static var name: StaticString { "staff.map" }
  static var summary: StaticString {
    "Maps somebody whom an import met to the member of staff who it really is, with everything that hangs on the one"
  }
  static var access: Access { .requires(.staffManage) }
  static var audit: AuditRule { .personal("administration") }

  typealias Output = MappedStaff

  let staffId: UUID
  let toStaffId: UUID
  let expectedVersion: Int
  var evenInUse: Bool?

  static var descriptions: [String: String] {
    [
      "staffId": "Who was met and goes",
      "toStaffId": "Who it really is: in use and confirmed, of this or another department",
      "expectedVersion": "The version of staffId that the caller has seen; refused when it has changed since",
      "evenInUse": "True to map somebody who is confirmed or has an account: the account moves as well",
    ]
  }
  static var example: Example<Self> {
    Example(
      Self(staffId: Organization.sample.id, toStaffId: StaffMember.sample.id, expectedVersion: 1, evenInUse: nil),
      answers: MappedStaff(member: .sample, moved: 3))
  }

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<MappedStaff> {
    let tenant = transaction.call.tenant
    try await transaction.rows(Dependents.lock(tenant: tenant))
    let from = try await StaffMember.lock(staffId, expecting: expectedVersion, transaction)
    try await check(from, transaction)
    let pairs = StaffPairs(from: [staffId], to: [toStaffId])
    let moved = try await transaction.move(
      Dependents.moveStaff(tenant: tenant, pairs: pairs.sql) + pairs.statements(tenant: tenant))
    let member = try await StaffMember.read(toStaffId, transaction)
    return Audited(MappedStaff(member: member, moved: moved), count: moved)
  }

  private func check(_ from: StaffMember, _ transaction: borrowing WriteTransaction) async throws(Failure) {
    let tenant = transaction.call.tenant
    try await from.requireMappable(to: toStaffId, transaction)
    let hasAccount = try await transaction.rows(StaffUse.account(tenant: tenant, staff: staffId)).answer()
    guard evenInUse == true || !(from.confirmed || hasAccount) else {
      throw Failure.inUse(
        "staffId", "confirmedOrHeld",
        LocalizedText(
          chinese: "该人员已确认或有账号；确需合并，请将 evenInUse 设为 true",
          english: "the person is confirmed or has an account; say evenInUse to map it with these"))
    }
  }
}

/// What became of somebody who was mapped.
struct MappedStaff: Codable, Sendable, Described {
  let member: StaffMember
  let moved: Int

  static let descriptions = [
    "member": "The member of staff who it really is", "moved": "How many rows were moved or changed",
  ]
}
