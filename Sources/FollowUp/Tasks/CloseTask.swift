import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Ends a task without a follow-up record. The reason is mandatory: lost contact is analysed by it.
struct CloseTask: PipelinedCommand {
  static let name: StaticString = "followup.task.close"
  static let summary: StaticString = "Ends a task as not followed up, with its reason"
  static let access = Access.requires(.taskWork)
  static let audit = AuditRule.personal("followUp")

  let taskId: UUID
  let reason: NotFollowedUpReason
  var expectedVersion: Int?

  static let descriptions = [
    "taskId": "The task",
    "reason": "Why it could not be followed up",
    "expectedVersion": "The version that the caller has seen; refused when it has changed since",
  ]
  static let example = Example(
    CloseTask(taskId: TaskSummary.sample.taskId, reason: .noNumber, expectedVersion: nil),
    answers: TaskState(
      taskId: TaskSummary.sample.taskId, status: .notFollowedUp, attempts: 0, attemptsLeft: 3, nextAttemptAt: nil,
      reason: .noNumber, version: 2, attemptId: nil))

  typealias Output = TaskState

  func plan(_ call: CallContext) throws(Failure) -> WritePlan<TaskState> {
    guard reason != .superseded else {
      throw Failure.rule(
        "reason", "serviceOnly",
        LocalizedText(
          chinese: "该原因只由系统在患者再次出院后自动填写；请另选原因",
          english: "is set by the service alone, when a later stay's plan takes over: choose another reason"))
    }
    guard reason != .deathWithdrawn else {
      throw Failure.rule(
        "reason", "serviceOnly",
        LocalizedText(
          chinese: "该原因只由系统在撤销误登记的死亡后自动填写；请另选原因",
          english: "is set by the service alone, when a death is taken back: choose another reason"))
    }
    guard reason != .dispute, reason != .administrativeDischarge else {
      throw Failure.rule(
        "reason", "holdOnly",
        LocalizedText(
          chinese: "纠纷、清理出院的患者应设置暂缓回访或不予回访", english: "is not for closing one task: place a hold, which may exclude"))
    }
    let version: SQL = """
      select app.guard(\(expectedVersion) is null or version = \(expectedVersion), 'VERSION_CONFLICT',
          'expectedVersion:versionConflict')
        from followup.task where tenant_id = \(call.tenant) and task_id = \(taskId)
      """
    // A death stops every call to the patient, through this door too.
    let isDeath = reason == .deceased
    let lock = isDeath ? [PatientLock.statement(tenant: call.tenant, patient: TaskState.patient(of: taskId, call))] : []
    let death =
      isDeath ? try ToldDeath.statements(call, patient: TaskState.patient(of: taskId, call), toldIn: taskId) : []
    return WritePlan(
      before: lock + [OpenTask.guards(call, task: taskId), version] + death,
      steps: """
        after as (
          \(TaskTransition.close.update(
              tenant: call.tenant,
              facts: "(select \(reason.rawValue)::text as reason, \(call.actor.account)::uuid as account) as fact",
              where: "t.task_id = \(taskId)", returning: "t.patient_id, \(TaskState.json(attempt: nil)) as answer")))
        """,
      result: """
        select p.subject_id as subject, after.answer from after
          join discharges.patient p on p.tenant_id = \(call.tenant) and p.patient_id = after.patient_id
        """)
  }
}
