import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Approves a removal that another platform administrator has asked for; from here on a job deletes. Called again it starts a removal
/// anew whose job ended before it was through.
struct ApproveRemoval: Command {
  static let name: StaticString = "hospital.removal.approve"
  static let summary: StaticString =
    "Approves a removal that another administrator has asked for, and starts it; there is no way back"
  static let access = Access.requires(.hospitalRemove)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = [
    "requestId": "The removal that was asked for",
    "confirmCode": "The hospital's code once more, typed by whoever means it",
  ]

  let requestId: UUID
  let confirmCode: String

  /// The job.
  struct Output: Codable, Sendable, Described {
    let jobId: UUID
    static let descriptions = ["jobId": "The job, to be waited for with job.wait"]
  }

  static let example = Example(
    ApproveRemoval(requestId: CreateExport.sampleID, confirmCode: "49557184-0"),
    answers: Output(jobId: CreateExport.sampleID))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let job = UUID.version7()
    let approved = try await transaction.rows("select handover.approve_removal(\(requestId), \(job))")
    let organization = try approved.value(UUID.self)
    try await Hospital.require(organization, transaction).confirm(confirmCode)
    try await transaction.rows("select pg_notify('huifang_signal', 'jobs')")
    return Audited(Output(jobId: job), count: 1)
  }
}
