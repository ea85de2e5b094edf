import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Reads a task.
package struct ReadTask: PipelinedQuery {
  static let name: StaticString = "followup.task.read"
  static let summary: StaticString = "A task with discharge, numbers and earlier attempts: what to know before the call"
  static let access = Access.requires(.taskRead)
  static let audit = AuditRule.personal("followUp")

  typealias Output = TaskDetail
  static let descriptions = ["taskId": "The task"]

  let taskId: UUID

  static let example = Example(ReadTask(taskId: TaskSummary.sample.taskId), answers: TaskDetail.sample)

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<TaskDetail> {
    ReadPlan(TaskDetail.selection(call, task: taskId), lane: .point) { try TaskDetail($0.items) }
  }
}
