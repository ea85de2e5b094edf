import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Says that two patients are two persons: the pair isn't shown again.
struct DismissDuplicate: Command {
  static let name: StaticString = "patient.duplicate.dismiss"
  static let summary: StaticString = "Says that two patients are two persons"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")
  static let descriptions = ["firstId": "One of the pair", "secondId": "The other"]

  let firstId: UUID
  let secondId: UUID

  typealias Output = Done

  static let example = Example(
    DismissDuplicate(firstId: ImportID.sample, secondId: ImportID.sample), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    for patient in [firstId, secondId].sorted(by: { $0.uuidString < $1.uuidString }) {
      try await PatientLock.take(patient, transaction)
    }
    let rows = try await transaction.rows(
      """
      update discharges.duplicate set status = 'dismissed'
        where tenant_id = \(call.tenant) and first_id = least(\(firstId)::uuid, \(secondId)::uuid)
          and second_id = greatest(\(firstId)::uuid, \(secondId)::uuid) and status = 'open'
      """)
    guard rows.affected == 1 else { throw Failure(.notFound) }
    return Audited(Done(), count: 2)
  }
}
