import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Claims a certain task: a nurse picks it from the worklist, or the patient has rung back.
struct ClaimTask: Command {
  static let name: StaticString = "followup.task.claim"
  static let summary: StaticString = "Claims a task and shows it in plain text"
  static let access = Access.requires(.taskWork)
  static let audit = AuditRule.personal("followUp")

  typealias Output = TaskDetail
  static let descriptions = ["taskId": "The task"]

  let taskId: UUID

  static let example = Example(ClaimTask(taskId: TaskSummary.sample.taskId), answers: TaskDetail.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<TaskDetail> {
    let call = transaction.call
    try await transaction.rows(OpenTask.guards(call, task: taskId))
    try await transaction.rows(
      TaskTransition.claim.update(
        tenant: call.tenant, facts: "(\(Claim.facts(call))) as fact", where: "t.task_id = \(taskId)"))
    return Audited(try await TaskDetail.read(taskId, transaction), count: 1)
  }
}
