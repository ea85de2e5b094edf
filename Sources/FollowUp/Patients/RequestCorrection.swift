import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Asks the discharging ward for a good number: a caller has found that those there are lead nowhere. The discharge's tasks rest until the
/// ward has answered.
struct RequestCorrection: Command {
  static let name: StaticString = "patient.correction.request"
  static let summary: StaticString = "Asks the discharging ward for a patient's number, with a deadline"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("followUp")
  static let descriptions = [
    "taskId": "The task that can't be done, open or ended for want of a number",
    "reason": "wrongNumber, vacantNumber or noNumber",
  ]

  let taskId: UUID
  let reason: NumberCorrection.Problem

  /// The request.
  struct Output: Codable, Sendable, Described {
    let correctionId: UUID
    let dueOn: CalendarDay
    static let descriptions = ["correctionId": "The request", "dueOn": "The last day on which the ward should answer"]
  }

  static let example = Example(
    RequestCorrection(taskId: TaskSummary.sample.taskId, reason: .wrongNumber),
    answers: Output(correctionId: TaskSummary.sample.taskId, dueOn: .sample))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let held = try await transaction.rows(
      PatientLock.statement(tenant: call.tenant, patient: TaskState.patient(of: taskId, call)))
    guard let subject = try? held.firstRow(UUID.self) else { throw Failure(.notFound) }
    try transaction.disclosure.concerns(subject)
    try await transaction.rows(
      """
      select app.guard(\(TaskColumns.isOpen) or \(TaskTransition.numberFound.isAllowed), 'INVALID_STATE', 'taskId:correctionTask'),
          app.guard(claimed_by is null or claimed_by = \(call.actor.account) or claimed_until < \(call.now),
            'INVALID_STATE', 'taskId:claimedByAnother'),
          app.guard(not exists (
            select from discharges.patient p
              where p.tenant_id = \(call.tenant) and p.patient_id = t.patient_id and p.deceased),
            'INVALID_STATE', 'taskId:patientDied')
        from followup.task t where t.tenant_id = \(call.tenant) and t.task_id = \(taskId)
      """)
    let asked = try await transaction.rows(
      NumberCorrection.request(
        call, id: UUID.version7(), problem: reason.rawValue, tasks: "followup.task t",
        chosen: "t.tenant_id = \(call.tenant) and t.task_id = \(taskId)"))
    guard let row = asked.first, let (id, dueOn) = try? row.decode((UUID, CalendarDay).self) else {
      try await transaction.rows("select app.guard(false, 'INVALID_STATE', 'taskId:correctionOpen')")
      throw Failure(.invalidState)
    }
    // Whoever has found it out gives the task back.
    for statement in [
      TaskTransition.release.update(
        tenant: call.tenant, where: "t.task_id = \(taskId) and t.state = 'inProgress' and t.resumes <> 'superseded'"),
      TaskTransition.awaitNumber.update(
        tenant: call.tenant,
        facts: """
          (select \(id)::uuid as correction_id, \(reason.rawValue)::text as problem, \(call.today)::date as today) as fact
          """,
        where: """
          t.discharge_id = (select discharge_id from followup.task where tenant_id = \(call.tenant) and task_id = \(taskId))
          """),
    ] {
      try await transaction.rows(statement)
    }
    return Audited(Output(correctionId: id, dueOn: dueOn), count: 1)
  }
}
