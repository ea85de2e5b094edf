import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Says no to a removal: one person is enough for that.
struct RefuseRemoval: Command {
  static let name: StaticString = "hospital.removal.refuse"
  static let summary: StaticString = "Refuses a removal that was asked for, as long as nothing has been removed"
  static let access = Access.requires(.hospitalRemove)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = ["requestId": "The request", "reason": "Why, 2 to 200 characters"]

  let requestId: UUID
  let reason: StatedReason

  typealias Output = Done

  static let example = Example(
    RefuseRemoval(requestId: CreateExport.sampleID, reason: "尚有未结投诉"), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    try await transaction.rows("select handover.end_removal_request(\(requestId))")
    try await transaction.note(reason.text)
    return Audited(Done(), count: 1)
  }
}
