import Discharges
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
        select t.*, \(TaskColumns.isReplaced) as is_replaced, p.subject_id from followup.task t
          join discharges.patient p on p.tenant_id = \(call.tenant) and p.patient_id = t.patient_id
          where t.tenant_id = \(call.tenant) and t.task_id = \(taskId)),
      tried as materialized (\(tried(call))),
      wanted as materialized (\(wanted(call))),
      attempt as (
        insert into followup.attempt (tenant_id, attempt_id, task_id, department_id, responsible_department_id, account_id,
          contact_id, channel, disposition, respondent, promised_at, note)
        select \(call.tenant), \(attempt), task_id, department_id, responsible_department_id, \(call.actor.account),
            tried.contact_id, \((channel ?? .phone).rawValue), \(disposition.rawValue), \(respondent?.rawValue), \(promisedAt),
            \(note.map { call.seal($0, .attemptNote).bytes })
          from before, tried
          where app.guard(\(contactId) is null or exists (
            select from \(Person.contacts(tenant: call.tenant, of: "before.patient_id")) and c.contact_id = \(contactId)),
            'NOT_FOUND', 'contactId:contactOfPatient')
        returning attempt_id),
      after as (
        \(disposition.effect.transition.update(
            tenant: call.tenant, facts: "(\(facts(call))) as fact", where: "t.task_id = \(taskId)",
            returning: "\(TaskState.json(attempt: attempt)) as answer")))
      """
    if let state = disposition.contactState {
      steps += """
        , contact as (
          update discharges.contact c set state = \(state), version = c.version + 1 from tried
            where c.tenant_id = \(call.tenant) and c.contact_id = tried.contact_id and c.state <> \(state))
        """
    }
    if disposition.effect == .triesAgain { steps += leftOut(call) }
    if findsNoNumber { steps += NumberCorrection.asked(call, problem: disposition.rawValue) }
    if let record { steps += insertion(of: record, attempt: attempt, call) }
    return steps
  }

  static let result: SQL = "select before.subject_id as subject, after.answer from before, after"

  /// Whether the attempt may have taken the patient's last number.
  var findsNoNumber: Bool {
    (channel ?? .phone) == .phone && (disposition == .wrongNumber || disposition == .vacantNumber)
  }

  /// The number that was tried: the one named, else the first of the patient's order that may be good.
  private func tried(_ call: CallContext) -> SQL {
    guard contactId == nil, (channel ?? .phone) == .phone else { return "select \(contactId)::uuid as contact_id" }
    return """
      select (select c.contact_id from \(Person.contacts(tenant: call.tenant, of: "before.patient_id"))
        and \(ContactOrder.isUsable)
        order by \(ContactOrder.columns(guardianFirst: "needed.guardian")) limit 1) as contact_id
      from before cross join lateral (
        select coalesce((
          select \(ContactOrder.needsGuardian(today: call.today))
            from discharges.patient p
            join discharges.discharge d on d.tenant_id = p.tenant_id and d.discharge_id = before.discharge_id
            where p.tenant_id = \(call.tenant) and p.patient_id = before.patient_id), false) as guardian) as needed
      """
  }

  /// Whether the ward must be asked for a number: this one is no good, and no other one is left.
  private func wanted(_ call: CallContext) -> SQL {
    guard findsNoNumber else { return "select false as is_wanted" }
    return """
      select not before.is_replaced and not exists (
        select from \(Person.contacts(tenant: call.tenant, of: "before.patient_id")) and \(ContactOrder.isUsable)
            and c.contact_id is distinct from tried.contact_id) as is_wanted from before, tried
      """
  }

  /// What the transition is decided from.
  private func facts(_ call: CallContext) -> SQL {
    """
    select attempt.attempt_id, wanted.is_wanted, \(disposition.isAnswered)::boolean as is_answered,
        \(disposition.rawValue)::text as disposition, \(promisedAt)::timestamptz as promised_at, \(call.now)::timestamptz as now,
        \(call.today)::date as today
      from attempt, wanted
    """
  }

  /// Reports count a discharge as left out when the task that ends for a later stay's plan was the last of its own.
  private func leftOut(_ call: CallContext) -> SQL {
    """
    , exclusion as (
      insert into followup.exclusion (tenant_id, discharge_id, policy_id, policy_version, department_id, discharged_on, reason)
      select \(call.tenant), before.discharge_id, before.policy_id, before.policy_version, before.department_id,
          before.discharged_on, 'superseded'
        from before, attempt
        where before.is_replaced and not exists (
          select from followup.task other
            where other.tenant_id = \(call.tenant) and other.discharge_id = before.discharge_id
              and other.policy_id = before.policy_id and other.task_id <> before.task_id
              and other.outcome is distinct from 'excluded')
      on conflict do nothing)
    """
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
