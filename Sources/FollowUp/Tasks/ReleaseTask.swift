import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Gives a claimed task back, untouched.
struct ReleaseTask: Command {
  static let name: StaticString = "followup.task.release"
  static let summary: StaticString = "Gives a claimed task back to the worklist"
  static let access = Access.requires(.taskWork)
  static let audit = AuditRule.personal("followUp")

  typealias Output = TaskState
  static let descriptions = ["taskId": "The task"]

  let taskId: UUID

  static let example = Example(ReleaseTask(taskId: TaskSummary.sample.taskId), answers: TaskState.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<TaskState> {
    let call = transaction.call
    let patient = TaskState.patient(of: taskId, call)
    try await transaction.rows(PatientLock.statement(tenant: call.tenant, patient: patient))
    try await transaction.rows(OpenTask.guards(call, task: taskId))
    try await transaction.rows(
      TaskTransition.release.update(tenant: call.tenant, where: "t.task_id = \(taskId)"))
    // Meanwhile the patient may have come back and gone home again: then the new plan has taken this one's place.
    try await transaction.shared { try await LaterStays.settle($0, patients: patient) }
    return try await TaskState.read(taskId, transaction)
  }
}
