import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Takes back a death that was none. Recording one must be easy, since every call to a bereaved family is one too many; taking it back has
/// all departments call again, so it is for those who have the whole hospital as scope, as merging is.
struct WithdrawDeath: Command {
  static let name: StaticString = "patient.withdrawDeath"
  static let summary: StaticString = "Takes a wrongly recorded death back; what it had stopped goes on"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")
  static let descriptions = [
    "patientId": "The patient",
    "reason":
      "How it is known that the patient lives, 2 to 200 characters; sealed. Told to the next reader by patient.death.list",
  ]

  let patientId: UUID
  let reason: StatedReason

  /// What goes on.
  struct Output: Codable, Sendable, Described {
    let reopenedTasks: Int
    let missedTasks: Int
    static let descriptions = [
      "reopenedTasks": "How many tasks are open again, over all departments; some may rest under a hold",
      "missedTasks":
        "How many tasks' windows passed while the death stood: they ended as not followed up, for the reason deathWithdrawn",
    ]
  }

  static let example = Example(
    WithdrawDeath(patientId: TaskSummary.sample.taskId, reason: "家属误接他人电话，已与患者本人核实"),
    answers: Output(reopenedTasks: 3, missedTasks: 0))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    try check(call)
    try await PatientLock.take(patientId, transaction)
    let kin = Person.rows(tenant: call.tenant, of: "select \(patientId)::uuid")
    try await transaction.rows(
      """
      select app.guard(p.deceased, 'INVALID_STATE', 'patientId:notRecordedDead'),
          app.guard(not exists (
            select from discharges.discharge d
              where d.tenant_id = \(call.tenant) and d.patient_id = any (array(\(kin))) and d.way_of_leaving = 5),
            'RULE_VIOLATION', 'patientId:diedInHospital')
        from discharges.patient p where p.tenant_id = \(call.tenant) and p.patient_id = \(patientId)
      """)
    for statement in [
      """
      update discharges.patient set deceased = false, died_on = null, death_source = null
        where tenant_id = \(call.tenant) and patient_id = any (array(\(kin)))
      """,
      """
      update followup.death set withdrawn_by = \(call.actor.account), withdrawn_at = now(),
          reason = \(call.seal(reason.text, .deathReason).bytes)
        where tenant_id = \(call.tenant) and patient_id = any (array(\(kin))) and withdrawn_at is null
      """,
    ] as [SQL] {
      try await transaction.rows(statement)
    }
    let output = try await transaction.shared { shared in
      var output = Output(reopenedTasks: 0, missedTasks: 0)
      for effects in shared.effects((any PatientEffects).self) {
        let work = try await effects.revived(shared, patients: "select \(patientId)::uuid")
        output = Output(
          reopenedTasks: output.reopenedTasks + work.reopened, missedTasks: output.missedTasks + work.missed)
      }
      return output
    }
    try await transaction.note(reason.text)
    return Audited(output, count: 1)
  }

  private func check(_ call: CallContext) throws(Failure) {
    guard call.reach == .organization else {
      throw Failure.rule(
        "patientId", "wholeHospital",
        LocalizedText(
          chinese: "撤销死亡登记会恢复各科室的回访，须具有全院范围的权限；请交由回访中心处理",
          english:
            "taking a death back has all departments call again and needs the whole hospital as scope; ask the follow-up centre"
        ))
    }
  }
}
