import FoundationEssentials
public import JSONRPC
public import Operations
import SQL

/// Claims a certain task: a nurse picks it from the worklist, or the patient has rung back.
public struct ClaimTask: Command {
  public static let name: StaticString = "followup.task.claim"
  public static let summary: StaticString = "Claims a task and shows it in plain text"
  public static let access = Access.requires(.taskWork)
  public static let audit = AuditRule.personal("followUp")

  public typealias Output = TaskDetail
  public static let descriptions = ["taskId": "The task"]

  let taskId: UUID

  public static let example = Example(ClaimTask(taskId: TaskSummary.sample.taskId), answers: TaskDetail.sample)

  public func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<TaskDetail> {
    let call = transaction.call
    try await transaction.rows(OpenTask.guards(call, task: taskId))
    try await transaction.rows(
      """
      update followup.task set status = 'inProgress', claimed_by = \(call.actor.account),
          claimed_until = \(call.now) + make_interval(mins => \(Claim.minutes)), version = version + 1
        where tenant_id = \(call.tenant) and task_id = \(taskId)
      """)
    return Audited(try await TaskDetail.read(taskId, transaction), count: 1)
  }
}

/// Gives a claimed task back, untouched.
public struct ReleaseTask: Command {
  public static let name: StaticString = "followup.task.release"
  public static let summary: StaticString = "Gives a claimed task back to the worklist"
  public static let access = Access.requires(.taskWork)
  public static let audit = AuditRule.personal("followUp")

  public typealias Output = TaskState
  public static let descriptions = ["taskId": "The task"]

  let taskId: UUID

  public static let example = Example(ReleaseTask(taskId: TaskSummary.sample.taskId), answers: TaskState.sample)

  public func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<TaskState> {
    let call = transaction.call
    try await transaction.rows(OpenTask.guards(call, task: taskId))
    try await transaction.rows(
      """
      update followup.task set status = 'due', claimed_by = null, claimed_until = null, version = version + 1
        where tenant_id = \(call.tenant) and task_id = \(taskId)
      """)
    return try await TaskState.read(taskId, transaction)
  }
}
