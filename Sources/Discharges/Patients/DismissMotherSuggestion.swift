import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Says that a woman isn't a newborn's mother: the pair isn't shown again. `patient.link` confirms one.
struct DismissMotherSuggestion: Command {
  static let name: StaticString = "patient.motherSuggestion.dismiss"
  static let summary: StaticString = "Says that a woman is not a newborn's mother; patient.link confirms that she is"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")
  static let descriptions = ["childId": "The newborn", "motherId": "Who isn't the mother"]

  let childId: UUID
  let motherId: UUID

  typealias Output = Done

  static let example = Example(
    DismissMotherSuggestion(childId: ImportID.sample, motherId: ImportID.sample), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    try await PatientLock.take(both: [childId, motherId], transaction)
    let rows = try await transaction.rows(
      """
      update discharges.mother_suggestion set status = 'dismissed'
        where tenant_id = \(call.tenant) and child_id = \(childId) and mother_id = \(motherId) and status = 'open'
      """)
    guard rows.affected == 1 else { throw Failure(.notFound) }
    return Audited(Done(), count: 2)
  }
}
