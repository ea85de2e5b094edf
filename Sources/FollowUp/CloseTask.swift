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
  let expectedVersion: Int?

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
    let version: SQL = """
      select app.guard(\(expectedVersion) is null or version = \(expectedVersion), 'VERSION_CONFLICT',
          'expectedVersion:versionConflict')
        from followup.task where tenant_id = \(call.tenant) and task_id = \(taskId)
      """
    return WritePlan(
      before: [OpenTask.guards(call, task: taskId), version],
      steps: """
        after as (
          update followup.task t set status = 'notFollowedUp', reason = \(reason.rawValue), closed_at = now(), promised = false,
              next_attempt_at = null, claimed_by = null, claimed_until = null, version = t.version + 1
            where t.tenant_id = \(call.tenant) and t.task_id = \(taskId)
            returning t.patient_id, \(TaskState.json(attempt: nil)) as answer)
        """,
      result: """
        select p.subject_id as subject, after.answer from after
          join discharges.patient p on p.tenant_id = \(call.tenant) and p.patient_id = after.patient_id
        """)
  }
}
