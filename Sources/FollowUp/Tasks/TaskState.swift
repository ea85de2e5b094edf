import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// What a write makes of a task; no personal data in it.
struct TaskState: Codable, Sendable, Described {
  let taskId: UUID
  let status: TaskStatus
  let attempts: Int
  let attemptsLeft: Int
  let nextAttemptAt: Date?
  let reason: NotFollowedUpReason?
  let version: Int
  let attemptId: UUID?

  static let descriptions = [
    "taskId": "The task",
    "status": "Where it stands now",
    "attempts": "How often it has been tried",
    "attemptsLeft": "How often it may still be tried",
    "nextAttemptAt": "When it is offered again at the earliest",
    "reason": "Why it ended without a follow-up",
    "version": "Counts the task's changes",
    "attemptId": "The attempt that was recorded",
  ]

  static let sample = TaskState(
    taskId: TaskSummary.sample.taskId, status: .completed, attempts: 1, attemptsLeft: 2, nextAttemptAt: nil,
    reason: nil,
    version: 3, attemptId: TaskSummary.sample.taskId)

  /// The state as JSON of the row `t`, with the keys of this type; what is null is left out.
  static func json(attempt: UUID?) -> SQL {
    """
    jsonb_strip_nulls(jsonb_build_object('taskId', t.task_id, 'status', \(TaskColumns.status), 'attempts', t.attempts,
      'attemptsLeft', greatest(t.maximum_attempts - t.attempts, 0),
      'nextAttemptAt', to_char(t.next_attempt_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'reason', \(TaskColumns.endReason),
      'version', t.version, 'attemptId', \(attempt)))::text
    """
  }

  /// A `select` of the task's patient.
  static func patient(of task: UUID, _ call: CallContext) -> SQL {
    "select t.patient_id from followup.task t where t.tenant_id = \(call.tenant) and t.task_id = \(task)"
  }

  /// The state after a change in this transaction.
  static func read(
    _ id: UUID, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> Audited<TaskState> {
    let tenant = transaction.call.tenant
    let rows = try await transaction.rows(
      """
      select p.subject_id, \(json(attempt: nil)) from followup.task t
        join discharges.patient p on p.tenant_id = t.tenant_id and p.patient_id = t.patient_id
        where t.tenant_id = \(tenant) and t.task_id = \(id)
      """)
    guard let (subject, text) = try? rows.firstRow((UUID, String).self),
      let document = try? JSONDocument(scanning: Array(text.utf8))
    else { throw Failure(.notFound) }
    try transaction.disclosure.concerns(subject)
    return Audited(try document.root.decode(TaskState.self), count: 1)
  }
}

/// What must hold before a person does anything to a task.
enum OpenTask {
  /// Locks the task and raises unless it is there, in scope, open, in its window and not in another person's hands.
  static func guards(_ call: CallContext, task: UUID) -> SQL {
    let isOwn: SQL = "t.claimed_by = \(call.actor.account)"
    return """
      select app.guard(t.task_id is not null, 'NOT_FOUND'),
          app.guard(\(TaskColumns.isOpen), 'INVALID_STATE', 'taskId:taskClosed'),
          app.guard(t.opens_on <= \(call.today) or \(TaskColumns.isPromised) or \(isOwn), 'INVALID_STATE', 'taskId:taskNotYetOpen'),
          app.guard(t.claimed_by is null or \(isOwn) or t.claimed_until < \(call.now), 'INVALID_STATE', 'taskId:claimedByAnother'),
          app.guard(t.resumes is distinct from 'superseded' or \(isOwn), 'INVALID_STATE', 'taskId:taskReplaced'),
          app.guard(\(TaskColumns.standing) <> 'held' or \(isOwn), 'INVALID_STATE', 'taskId:onHold')
        from (values (1)) as one
        left join lateral (
          select * from followup.task where tenant_id = \(call.tenant) and task_id = \(task) for update) as t on true
      """
  }
}
