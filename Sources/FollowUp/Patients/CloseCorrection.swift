import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// The ward answers that no number can be found. The tasks that waited end as not followed up, for the reason that the call had found.
struct CloseCorrection: Command {
  static let name: StaticString = "patient.correction.close"
  static let summary: StaticString = "Answers a request for a number: none can be found; the tasks that waited end"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("followUp")
  static let descriptions = [
    "correctionId": "The request", "reason": "cannotBeFound",
    "expectedVersion": "The version that the caller has seen; refused when it has changed since",
  ]

  let correctionId: UUID
  let reason: Reason
  var expectedVersion: Int?

  /// Why there is no number.
  enum Reason: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
    case cannotBeFound
  }

  /// What it ended.
  struct Output: Codable, Sendable, Described {
    let endedTasks: Int
    static let descriptions = ["endedTasks": "How many tasks ended as not followed up"]
  }

  static let example = Example(
    CloseCorrection(correctionId: TaskSummary.sample.taskId, reason: .cannotBeFound, expectedVersion: 1),
    answers: Output(endedTasks: 1))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    _ = try await NumberCorrection.take(correctionId, expectedVersion: expectedVersion, transaction)
    let ended = try await transaction.rows(
      """
      with closed as (
        update followup.number_correction n set status = \(reason.rawValue), closed_by = \(call.actor.account),
            closed_at = now(), version = n.version + 1
          where n.tenant_id = \(call.tenant) and n.correction_id = \(correctionId)
          returning n.discharge_id, n.problem, n.correction_id)
      \(TaskTransition.numberNotFound.update(
          tenant: call.tenant, facts: "closed as fact", where: "t.discharge_id = fact.discharge_id"))
      """
    ).affected
    return Audited(Output(endedTasks: ended), count: 1)
  }
}
