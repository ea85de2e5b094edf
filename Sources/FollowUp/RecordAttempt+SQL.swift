import FoundationEssentials
import Operations
import SQL
import Vault

extension RecordAttempt {
  /// The attempt, the task's next state, what the number has taught, the record, and what a death stops: one statement.
  func steps(_ call: CallContext) -> SQL {
    let attempt = UUID.version7(at: call.now)
    var steps: SQL = """
      before as materialized (
        select t.*, p.subject_id from followup.task t
          join discharges.patient p on p.tenant_id = \(call.tenant) and p.patient_id = t.patient_id
          where t.tenant_id = \(call.tenant) and t.task_id = \(taskId)),
      attempt as (
        insert into followup.attempt (tenant_id, attempt_id, task_id, department_id, responsible_department_id, account_id,
          contact_id, channel, disposition, respondent, promised_at, note)
        select \(call.tenant), \(attempt), task_id, department_id, responsible_department_id, \(call.actor.account),
            \(contactId), \((channel ?? .phone).rawValue), \(disposition.rawValue), \(respondent?.rawValue), \(promisedAt),
            \(note.map { call.seal($0, .attemptNote).bytes })
          from before
          where app.guard(\(contactId) is null or exists (
            select from discharges.contact c
              where c.tenant_id = \(call.tenant) and c.contact_id = \(contactId) and c.patient_id = before.patient_id),
            'NOT_FOUND', 'contactId:contactOfPatient')
        returning attempt_id),
      after as (
        update followup.task t set attempts = t.attempts + 1, version = t.version + 1,
            reached = t.reached or \(disposition.isAnswered), claimed_by = null, claimed_until = null, \(change(call))
          from attempt where t.tenant_id = \(call.tenant) and t.task_id = \(taskId)
          returning \(TaskState.json(attempt: attempt)) as answer)
      """
    if let contactId, let state = disposition.contactState {
      steps += """
        , contact as (
          update discharges.contact set state = \(state)
            where tenant_id = \(call.tenant) and contact_id = \(contactId) and state <> \(state))
        """
    }
    if let record { steps += insertion(of: record, attempt: attempt, call) }
    return steps
  }

  static let result: SQL = "select before.subject_id as subject, after.answer from before, after"

  /// The task's columns after this attempt.
  private func change(_ call: CallContext) -> SQL {
    switch disposition.effect {
    case .completes:
      "status = 'completed', closed_at = now(), promised = false, next_attempt_at = null"
    case .waitsForPromise:
      "status = 'due', promised = true, next_attempt_at = \(promisedAt)"
    case .triesAgain:
      """
      status = case when t.attempts + 1 >= t.maximum_attempts then 'notFollowedUp' else 'due' end,
      reason = case when t.attempts + 1 >= t.maximum_attempts then \(disposition.rawValue) end,
      closed_at = case when t.attempts + 1 >= t.maximum_attempts then now() end,
      promised = false, next_attempt_at = case when t.attempts + 1 < t.maximum_attempts
        then \(call.now) + make_interval(hours => t.retry_after_hours) end
      """
    case .ends:
      """
      status = 'notFollowedUp', reason = \(disposition.rawValue), closed_at = now(), promised = false, next_attempt_at = null
      """
    case .stopsEverything:
      "status = 'cancelled', reason = 'deceased', closed_at = now(), promised = false, next_attempt_at = null"
    }
  }

  private func insertion(of record: RecordContent, attempt: UUID, _ call: CallContext) -> SQL {
    """
    , record as (
      insert into followup.record (tenant_id, record_id, task_id, attempt_id, department_id, responsible_department_id,
        account_id, condition, medication, satisfaction, guidance, problems)
      select \(call.tenant), \(UUID.version7(at: call.now)), task_id, \(attempt), department_id, responsible_department_id,
          \(call.actor.account), \(record.condition.rawValue), \(record.medication.rawValue), \(record.satisfaction?.rawValue),
          \(record.guidance.map { call.seal($0, .recordGuidance).bytes }),
          \(record.problems.map { call.seal($0, .recordProblems).bytes })
        from before)
    """
  }
}
