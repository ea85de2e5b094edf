import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Ends a hospital's contract: nobody signs in there any more, and after a waiting period it may be removed.
struct TerminateHospital: Command {
  static let name: StaticString = "hospital.terminate"
  static let summary: StaticString =
    "Ends a hospital's contract; what is held of it may be removed after a waiting period"
  static let access = Access.requires(.hospitalRemove)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = [
    "organizationId": "The hospital", "reason": "Why, 2 to 200 characters",
    "removableAfterDays": "How many days it must wait before it may be removed, 30 to 3650; 90 when left out",
  ]

  let organizationId: UUID
  let reason: StatedReason
  var removableAfterDays: Int?

  /// From when on it may be removed.
  struct Output: Codable, Sendable, Described {
    let removableFrom: CalendarDay
    static let descriptions = ["removableFrom": "The first day on which hospital.removal.create is accepted"]
  }

  static let example = Example(
    TerminateHospital(organizationId: CreateExport.sampleID, reason: "合同到期", removableAfterDays: 90),
    answers: Output(removableFrom: .sample))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let days = removableAfterDays ?? 90
    guard (30...3650).contains(days) else {
      throw Failure.violation(
        "removableAfterDays", "range",
        LocalizedText(chinese: "等待期须在 30 到 3650 天之间", english: "must be between 30 and 3650 days"))
    }
    try await Hospital.require(organizationId, transaction)
    let removable = transaction.call.today.adding(days: days)
    try await transaction.rows("select handover.terminate(\(organizationId), \(removable))")
    // What every process keeps of the hospital in memory goes at once.
    try await transaction.rows("select pg_notify('huifang_signal', \(Signals.forgetting(organizationId)))")
    try await transaction.note(reason.text)
    return Audited(Output(removableFrom: removable), count: 1)
  }
}
