import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Takes the end of a contract back while nothing has been removed: the hospital's people sign in again.
struct ResumeHospital: Command {
  static let name: StaticString = "hospital.resume"
  static let summary: StaticString = "Takes the end of a hospital's contract back while nothing has been removed"
  static let access = Access.requires(.hospitalRemove)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = ["organizationId": "The hospital", "reason": "Why, 2 to 200 characters"]

  let organizationId: UUID
  let reason: StatedReason

  typealias Output = Done

  static let example = Example(
    ResumeHospital(organizationId: CreateExport.sampleID, reason: "续签合同"), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    try await Hospital.require(organizationId, transaction)
    try await transaction.rows("select handover.resume(\(organizationId))")
    try await transaction.note(reason.text)
    return Audited(Done(), count: 1)
  }
}
