import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Takes a merge back: each row has again what was its own, and what has come since under its record number.
struct UnmergePatient: Command {
  static let name: StaticString = "patient.unmerge"
  static let summary: StaticString = "Takes the merge of a patient back; each has again what was its own"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")
  static let descriptions = [
    "mergedId": "The patient that was merged into another",
    "reason": "Why they are two persons, 4 to 200 characters; no personal data in it",
  ]

  let mergedId: UUID
  let reason: String

  typealias Output = Done

  static let example = Example(
    UnmergePatient(mergedId: TaskSummary.sample.taskId, reason: "核实为同名同日生的两人"), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    try MergeRules.check(reason, call)
    let rows = try await transaction.rows(
      PatientLock.statement(tenant: call.tenant, patient: "select \(mergedId)::uuid"))
    guard !rows.isEmpty else { throw Failure(.notFound) }
    try PatientLock.concern(rows, transaction)
    let found = try await transaction.rows(
      """
      select merged_into from discharges.patient p
        where p.tenant_id = \(call.tenant) and p.patient_id = \(mergedId)
          and app.guard(p.merged_into is not null, 'INVALID_STATE', 'mergedId:notMerged')
      """)
    guard let kept = try? found.firstRow(UUID.self) else { throw Failure(.notFound) }
    try await transaction.rows(
      "update discharges.patient set merged_into = null where tenant_id = \(call.tenant) and patient_id = \(mergedId)")
    try await transaction.rows(
      """
      update discharges.patient_merge set unmerged_by = \(call.actor.account), unmerged_at = now()
        where tenant_id = \(call.tenant) and merged_id = \(mergedId) and unmerged_at is null
      """)
    try await MergeRules.finish(kept, mergedId, duplicate: "dismissed", reason, transaction)
    return Audited(Done(), count: 2)
  }
}
