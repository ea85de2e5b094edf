import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Takes a member of staff out of use. Refused while the person heads a department or signs in: both are ended where they were begun.
struct DeactivateStaff: Command {
  static let name: StaticString = "staff.deactivate"
  static let summary: StaticString =
    "Takes a member of staff out of use; refused while the person heads a department or has an account"
  static let access = Access.requires(.staffManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = StaffMember

  let staffId: UUID
  let expectedVersion: Int

  static let descriptions = [
    "staffId": "The member of staff",
    "expectedVersion": "The version that the caller has seen; refused when it has changed since",
  ]
  static let example = Example(
    DeactivateStaff(staffId: StaffMember.sample.id, expectedVersion: 1), answers: StaffMember.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<StaffMember> {
    let tenant = transaction.call.tenant
    let before = try await StaffMember.lock(staffId, expecting: expectedVersion, transaction)
    try before.requireActive()
    let heads = try await transaction.rows(
      """
      select exists (select from directory.department where tenant_id = \(tenant) and status = 'active'
        and \(staffId) in (head_staff_id, head_nurse_staff_id))
      """)
    if try heads.answer() {
      throw Failure.inUse(
        "staffId", "headsDepartment",
        LocalizedText(chinese: "该人员仍是科主任或护士长", english: "the person heads a department; name somebody else there first")
      )
    }
    if try await transaction.rows(StaffUse.account(tenant: tenant, staff: staffId)).answer() {
      throw Failure.inUse(
        "staffId", "activeAccount",
        LocalizedText(chinese: "该人员仍有可登录的账号，请先停用账号", english: "the person has an account; deactivate that first"))
    }
    return Audited(try await before.change("status = 'deactivated'", transaction), count: 1)
  }
}

/// What hangs on a member of staff.
enum StaffUse {
  /// A `select` of one boolean: whether the person can sign in.
  static func account(tenant: UUID, staff: UUID) -> SQL {
    """
    select exists (select from identity.account where tenant_id = \(tenant) and staff_id = \(staff) and status = 'active')
    """
  }
}
