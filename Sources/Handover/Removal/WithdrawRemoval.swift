import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Takes a request for a removal back, as long as nothing has been removed.
struct WithdrawRemoval: Command {
  static let name: StaticString = "hospital.removal.withdraw"
  static let summary: StaticString = "Takes the caller's own request for a removal back before anything is removed"
  static let access = Access.requires(.hospitalRemove)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = ["requestId": "The request", "reason": "Why, 2 to 200 characters"]

  let requestId: UUID
  let reason: StatedReason

  typealias Output = Done

  static let example = Example(
    WithdrawRemoval(requestId: CreateExport.sampleID, reason: "医院要求延期"), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    try await transaction.rows("select handover.end_removal_request(\(requestId))")
    try await transaction.note(reason.text)
    return Audited(Done(), count: 1)
  }
}
