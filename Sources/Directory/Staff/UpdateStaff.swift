import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Changes what is known of a member of staff. Files that still have the name or department of before go on meaning the person.
struct UpdateStaff: Command {
  static let name: StaticString = "staff.update"
  static let summary: StaticString = "Says anew what is known of a member of staff"
  static let access = Access.requires(.staffManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = StaffMember

  let staffId: UUID
  let expectedVersion: Int
  let staff: StaffEntry

  static let descriptions = [
    "staffId": "The member of staff",
    "expectedVersion": "The version that the caller has seen; refused when it has changed since",
    "staff": "The person as a whole: what is left out is none",
  ]
  static let example = Example(
    UpdateStaff(staffId: StaffMember.sample.id, expectedVersion: 1, staff: .sample), answers: StaffMember.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<StaffMember> {
    let before = try await StaffMember.lock(staffId, expecting: expectedVersion, transaction)
    try before.requireActive()
    try await staff.check(for: staffId, transaction)
    if before.name != staff.name.text || before.departmentId != staff.departmentId {
      try await transaction.rows(
        """
        insert into directory.staff_alias (tenant_id, department_id, name, staff_id)
        values (\(transaction.call.tenant), \(before.departmentId), \(before.name), \(staffId))
        on conflict (tenant_id, department_id, name) do update set staff_id = excluded.staff_id
        """)
    }
    if before.departmentId != staff.departmentId {
      try await transaction.rows(
        FormerDepartments.remember(
          [staffId], today: transaction.call.today, tenant: transaction.call.tenant))
    }
    let since = before.departmentId == staff.departmentId ? before.departmentSince : transaction.call.today
    let after = try await before.change(
      """
      name = \(staff.name.text), department_id = \(staff.departmentId), department_since = \(since), number = \(staff.number?.text),
      title = \(staff.title?.text), education = \(staff.education?.rawValue), licence = \(staff.licence?.rawValue),
      practising_since = \(staff.practisingSince), dialects = \((staff.dialects ?? []).map(\.rawValue))
      """, transaction)
    try await staff.writePlacements(of: staffId, transaction)
    return Audited(after, count: 1)
  }
}
