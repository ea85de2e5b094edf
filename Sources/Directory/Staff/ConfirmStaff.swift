import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Confirms somebody whom an import met.
struct ConfirmStaff: Command {
  static let name: StaticString = "staff.confirm"
  static let summary: StaticString = "Confirms that somebody whom an import met is one of the staff"
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
    ConfirmStaff(staffId: StaffMember.sample.id, expectedVersion: 1), answers: StaffMember.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<StaffMember> {
    let before = try await StaffMember.lock(staffId, expecting: expectedVersion, transaction)
    return Audited(try await before.confirm(transaction), count: 1)
  }
}
