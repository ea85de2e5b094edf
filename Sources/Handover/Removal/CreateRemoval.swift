import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Asks for the removal of all that is held of a terminated hospital whose waiting period is over. There is no way back behind it, so
/// another platform administrator must approve.
struct CreateRemoval: Command {
  static let name: StaticString = "hospital.removal.create"
  static let summary: StaticString =
    "Asks for the removal of all that is held of a terminated hospital; another administrator approves it"
  static let access = Access.requires(.hospitalRemove)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = [
    "organizationId": "The hospital", "confirmCode": "The hospital's code once more, typed by whoever means it",
    "reason": "Why, 2 to 200 characters; shown to whoever approves",
  ]

  let organizationId: UUID
  let confirmCode: String
  let reason: StatedReason

  /// The request.
  struct Output: Codable, Sendable, Described {
    let requestId: UUID
    let expiresAt: Date
    static let descriptions = [
      "requestId": "The request, for hospital.removal.approve",
      "expiresAt": "Until when it may be approved: seven days from now",
    ]
  }

  static let example = Example(
    CreateRemoval(organizationId: CreateExport.sampleID, confirmCode: "49557184-0", reason: "合同到期，等待期已满"),
    answers: Output(requestId: CreateExport.sampleID, expiresAt: Date(timeIntervalSince1970: 1_764_000_000)))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let hospital = try await Hospital.require(organizationId, transaction)
    try hospital.confirm(confirmCode)
    try hospital.requireRemovable(on: transaction.call.today)
    let id = UUID.version7()
    let rows = try await transaction.rows(
      "select handover.request_removal(\(organizationId), \(id), \(transaction.call.seal(reason.text, .removalReason).bytes))"
    )
    try await transaction.note(reason.text)
    return Audited(Output(requestId: id, expiresAt: try rows.value(Date.self)), count: 1)
  }
}
