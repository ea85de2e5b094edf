import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// 号码更正: what a call finds wrong the discharging ward mends. While it is asked the discharge's tasks rest; its answer, or anybody
/// else's number, puts them on the worklist again, those too that had ended for want of a number.
enum NumberCorrection {
  /// What is wrong with the numbers.
  enum Problem: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
    case wrongNumber, vacantNumber, noNumber
  }

  /// How long a ward has where the policy doesn't say.
  static let defaultDays: Int16 = 3

  /// The request in an attempt's statement, whose steps are named `before` and `wanted`, and the rest of the discharge's tasks, which
  /// have no number either.
  static func asked(_ call: CallContext, problem: String) -> SQL {
    """
    , correction as (
      \(request(call, id: UUID.version7(at: call.now), problem: problem, tasks: "before t cross join wanted", chosen: "wanted.is_wanted"))),
    resting as (
      update followup.task t set awaiting_number_on = \(call.today), version = t.version + 1
        from before, wanted
        where wanted.is_wanted and t.tenant_id = \(call.tenant) and t.discharge_id = before.discharge_id
          and t.task_id <> before.task_id and t.status in ('due', 'inProgress') and t.awaiting_number_on is null)
    """
  }

  /// Asks the discharging ward of a task `t`, unless it is asked already.
  static func request(_ call: CallContext, id: UUID, problem: String, tasks: SQL, chosen: SQL) -> SQL {
    """
    insert into followup.number_correction (tenant_id, correction_id, discharge_id, patient_id, task_id, department_id,
        responsible_department_id, problem, requested_by, allowed_days, rule, due_on)
      select \(call.tenant), \(id), t.discharge_id, t.patient_id, t.task_id, t.department_id, t.responsible_department_id,
          \(problem), \(call.actor.account), coalesce(policy.correction_days, \(defaultDays)),
          case when policy.correction_days is null then 'default' else 'policy' end,
          \(call.today) + coalesce(policy.correction_days, \(defaultDays))
        from \(tasks)
        join followup.policy policy on policy.tenant_id = \(call.tenant) and policy.policy_id = t.policy_id
          and policy.version = t.policy_version
        where \(chosen)
      on conflict (tenant_id, discharge_id) where status = 'open' do nothing
      returning correction_id, due_on
    """
  }

  /// Closes open requests of a patient whose row is held, and puts the tasks that waited on the worklist again: with as many tries as
  /// their round allows, and in a window moved by the days of waiting where it would have passed.
  /// - Parameter correction: one request, or all that the caller's scope covers.
  /// - Returns: how many tasks are open again.
  static func answer(
    patient: UUID, correction: UUID?, by contact: UUID, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> Int {
    let call = transaction.call
    let since: SQL = "coalesce(t.awaiting_number_on, (t.closed_at at time zone (select app.time_zone()))::date)"
    let reopened = try await transaction.rows(
      """
      with answered as (
        update followup.number_correction n set status = 'corrected', contact_id = \(contact), closed_at = now(),
            closed_by = \(call.actor.account), version = n.version + 1
          where n.tenant_id = \(call.tenant) and n.status = 'open'
            and n.patient_id = any (array(\(Person.rows(tenant: call.tenant, of: "select \(patient)::uuid"))))
            and (\(correction) is null or n.correction_id = \(correction))
          returning n.discharge_id)
      update followup.task t set status = case when t.status = 'inProgress' then t.status else 'due' end, reason = null,
          closed_at = null, awaiting_number_on = null, promised = false, next_attempt_at = null,
          maximum_attempts = t.attempts + r.maximum_attempts, version = t.version + 1,
          \(OpenTask.window(restedSince: since, until: call.today))
        from answered
        join discharges.patient p on p.tenant_id = \(call.tenant) and p.patient_id = \(patient) and not p.deceased,
          followup.round r
        where t.tenant_id = \(call.tenant) and t.discharge_id = answered.discharge_id
          and r.tenant_id = t.tenant_id and r.policy_id = t.policy_id and r.version = t.policy_version
          and r.round_number = t.round_number
          and (t.awaiting_number_on is not null
            or (t.status = 'notFollowedUp' and t.reason in ('wrongNumber', 'vacantNumber', 'noNumber')))
        returning t.task_id
      """
    ).compactMap { try? $0.column(0, as: UUID.self) }
    // One whose place a later stay's plan has taken meanwhile is not called any more.
    try await transaction.rows(
      ReadmissionEffect.settle(
        tenant: call.tenant, patients: "select \(patient)::uuid", today: "\(call.today)::date"))
    let open = try await transaction.rows(
      """
      select count(*) from followup.task
        where tenant_id = \(call.tenant) and task_id = any (\(reopened)) and status in ('due', 'inProgress')
      """)
    return (try? open.single(Int.self)) ?? 0
  }

  /// Holds the request and its patient; the event names the person.
  /// - Throws: `NOT_FOUND`, or `INVALID_STATE` when it has been answered, `VERSION_CONFLICT` when it has changed.
  static func take(
    _ id: UUID, expectedVersion: Int?, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> (patient: UUID, subject: UUID) {
    let tenant = transaction.call.tenant
    let found = try await transaction.rows(
      """
      select p.patient_id, p.subject_id from discharges.patient p
        where p.tenant_id = \(tenant) and p.patient_id = (
          select patient_id from followup.number_correction where tenant_id = \(tenant) and correction_id = \(id))
      """)
    guard let row = found.first, let (patient, subject) = try? row.decode((UUID, UUID).self) else {
      throw Failure(.notFound)
    }
    try transaction.disclosure.concerns(subject)
    try await transaction.rows(PatientLock.statement(tenant: tenant, patient: "select \(patient)::uuid"))
    try await transaction.rows(
      """
      select app.guard(n.status = 'open', 'INVALID_STATE', 'correctionId:correctionClosed'),
          app.guard(\(expectedVersion) is null or n.version = \(expectedVersion), 'VERSION_CONFLICT',
            'expectedVersion:versionConflict')
        from followup.number_correction n where n.tenant_id = \(tenant) and n.correction_id = \(id)
      """)
    return (patient, subject)
  }
}
