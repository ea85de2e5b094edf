import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Takes two rows for one person: numbers, discharges, holds and a death are read through the kept one from now on. Nothing is moved, so the
/// merge can be taken back exactly.
struct MergePatients: Command {
  static let name: StaticString = "patient.merge"
  static let summary: StaticString = "Takes two record numbers for one person; can be taken back exactly"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")
  static let descriptions = [
    "keepId": "The patient whose name and data count", "mergeId": "The patient that is the same person",
    "reason": "Why they are one person, 2 to 200 characters; no personal data in it",
  ]

  let keepId: UUID
  let mergeId: UUID
  let reason: StatedReason

  typealias Output = Done

  static let example = Example(
    MergePatients(
      keepId: TaskSummary.sample.taskId, mergeId: UUID(uuid: (1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 6)),
      reason: "身份证号一致，已电话核实"), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    try MergeRules.check(call)
    guard keepId != mergeId else {
      throw Failure.violation(
        "mergeId", "another", LocalizedText(chinese: "须为另一名患者", english: "must be another patient than keepId"))
    }
    let rows = try await transaction.rows(
      """
      select p.subject_id from discharges.patient p
        where p.tenant_id = \(call.tenant) and p.patient_id in (\(keepId), \(mergeId)) order by p.patient_id for no key update
      """)
    guard rows.count == 2 else { throw Failure(.notFound) }
    try PatientLock.concern(rows, transaction)
    try await transaction.rows(
      """
      select app.guard(k.merged_into is null, 'INVALID_STATE', 'keepId:isMerged'),
          app.guard(m.merged_into is null, 'INVALID_STATE', 'mergeId:isMerged'),
          app.guard(not exists (select from discharges.patient o where o.tenant_id = \(call.tenant) and o.merged_into = \(mergeId)
            and o.person_id = \(mergeId)), 'INVALID_STATE', 'mergeId:hasMerged'),
          app.guard(k.deceased = m.deceased, 'INVALID_STATE', 'mergeId:deathDiffers')
        from discharges.patient k join discharges.patient m on m.tenant_id = \(call.tenant) and m.patient_id = \(mergeId)
        where k.tenant_id = \(call.tenant) and k.patient_id = \(keepId)
      """)
    try await transaction.rows(
      """
      update discharges.patient set merged_into = \(keepId) where tenant_id = \(call.tenant) and patient_id = \(mergeId)
      """)
    try await transaction.rows(
      """
      insert into discharges.patient_merge (tenant_id, merge_id, kept_id, merged_id, merged_by)
      values (\(call.tenant), \(UUID.version7()), \(keepId), \(mergeId), \(call.actor.account))
      """)
    try await MergeRules.finish(keepId, mergeId, duplicate: "merged", reason, transaction)
    return Audited(Done(), count: 2)
  }
}

/// What merging and taking it back have in common.
enum MergeRules {
  static func check(_ call: CallContext) throws(Failure) {
    guard call.reach == .organization else {
      throw Failure.rule(
        "mergeId", "wholeHospital",
        LocalizedText(
          chinese: "合并或拆分患者须具有全院范围的权限；请交由回访中心处理",
          english: "merging patients needs the whole hospital as scope; ask the follow-up centre"))
    }
  }

  /// Brings the holds of the one to the other's tasks, or takes them away; the suggestion is settled, the reason stands in the trail.
  static func finish(
    _ kept: UUID, _ merged: UUID, duplicate: String, _ reason: StatedReason, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) {
    let call = transaction.call
    try await transaction.rows(
      """
      update discharges.duplicate set status = \(duplicate)
        where tenant_id = \(call.tenant) and first_id = least(\(kept)::uuid, \(merged)::uuid)
          and second_id = greatest(\(kept)::uuid, \(merged)::uuid)
      """)
    let patients: SQL = "select unnest(\([kept, merged]))"
    try await transaction.rows(Readmission.statement(tenant: call.tenant, patients: patients))
    try await transaction.shared { shared in
      for effects in shared.effects((any PatientEffects).self) {
        try await effects.personChanged(shared, patients: patients)
      }
    }
    try await transaction.note(reason.text)
  }
}
