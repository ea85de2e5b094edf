import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Takes a link of child and mother back: a wrong one has the wrong woman called about a child's death.
struct UnlinkPatients: Command {
  static let name: StaticString = "patient.unlink"
  static let summary: StaticString = "Takes back that a child was linked with its mother"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")
  static let descriptions = [
    "childId": "The child", "reason": "Why, 2 to 200 characters, for the audit trail; no personal data in it",
  ]

  let childId: UUID
  let reason: StatedReason

  typealias Output = Done

  static let example = Example(UnlinkPatients(childId: ImportID.sample, reason: "同病房新生儿误关联"), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    let found = try await transaction.rows(
      """
      select link.child_id, link.mother_id from discharges.mother_child link
        where link.tenant_id = \(call.tenant)
          and link.child_id = any (array(\(Person.rows(tenant: call.tenant, of: "select \(childId)::uuid"))))
      """)
    guard let row = found.first, let (child, mother) = try? row.decode((UUID, UUID).self) else {
      throw Failure(.notFound)
    }
    try await PatientLock.take(both: [child, mother], transaction)
    let removed = try await transaction.rows(
      """
      delete from discharges.mother_child
        where tenant_id = \(call.tenant) and child_id = \(child) and mother_id = \(mother)
      """)
    guard removed.affected == 1 else { throw Failure(.notFound) }
    try await transaction.rows(
      """
      update discharges.mother_suggestion set status = 'dismissed'
        where tenant_id = \(call.tenant) and child_id = \(child) and mother_id = \(mother)
      """)
    try await transaction.note(reason.text)
    return Audited(Done(), count: 2)
  }
}
