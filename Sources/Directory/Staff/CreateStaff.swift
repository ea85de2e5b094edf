import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Puts somebody on the list of staff.
struct CreateStaff: Command {
  static let name: StaticString = "staff.create"
  static let summary: StaticString =
    "Puts a person on the hospital's list of staff, or confirms the one whom an import met"
  static let access = Access.requires(.staffManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = StaffMember

  let staff: StaffEntry

  static let descriptions = ["staff": "The person"]
  static let example = Example(CreateStaff(staff: .sample), answers: StaffMember.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<StaffMember> {
    let tenant = transaction.call.tenant
    let met = try await transaction.rows(
      """
      select staff_id from directory.staff
        where tenant_id = \(tenant) and department_id = \(staff.departmentId) and name = \(staff.name.text)
          and not confirmed and status = 'active' for update
      """
    ).values(UUID.self)
    let id = met.first ?? UUID.version7()
    try await staff.check(for: id, transaction)
    let member = try await transaction.row(
      StaffMember.shape(today: transaction.call.today).returned(
        by: """
          insert into directory.staff as s (tenant_id, staff_id, name, department_id, number, title, education, licence,
            practising_since, dialects)
          values (\(tenant), \(id), \(staff.name.text), \(staff.departmentId), \(staff.number?.text), \(staff.title?.text),
            \(staff.education?.rawValue), \(staff.licence?.rawValue), \(staff.practisingSince),
            \((staff.dialects ?? []).map(\.rawValue)))
          on conflict (tenant_id, staff_id) do update set confirmed = true, number = excluded.number, title = excluded.title,
            education = excluded.education, licence = excluded.licence, practising_since = excluded.practising_since,
            dialects = excluded.dialects, version = s.version + 1
          """))
    try await staff.writePlacements(of: id, transaction)
    return Audited(member, count: 1)
  }
}
