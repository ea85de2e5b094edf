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
  enum Problem: String, Codable, Sendable, CaseIterable, JSONSchemaProviding, SQLDecodable {
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
      \(TaskTransition.awaitNumber.update(
          tenant: call.tenant,
          facts: """
            before cross join wanted cross join (
              select (select correction_id from correction) as correction_id, \(problem)::text as problem,
                \(call.today)::date as today) as fact
            """,
          where: "wanted.is_wanted and t.discharge_id = before.discharge_id and t.task_id <> before.task_id")))
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
    _ transaction: borrowing SharedTransaction, patient: UUID, correction: UUID?, by contact: UUID
  ) async throws -> Int {
    let tenant = transaction.tenant
    let found = try await transaction.rows(
      """
      with answered as (
        update followup.number_correction n set status = 'corrected', contact_id = \(contact), closed_at = now(),
            closed_by = app.actor(), version = n.version + 1
          where n.tenant_id = \(tenant) and n.status = 'open'
            and n.patient_id = any (array(\(Person.rows(tenant: tenant, of: "select \(patient)::uuid"))))
            and (\(correction) is null or n.correction_id = \(correction))
          returning n.discharge_id, n.correction_id, n.requested_at)
      \(TaskTransition.numberFound.update(
          tenant: tenant,
          facts: """
            (select answered.*, \(HospitalClock.day(of: "answered.requested_at")) as asked_on, \(transaction.today) as today,
                r.policy_id, r.version as policy_version, r.round_number, r.maximum_attempts
              from answered
              join discharges.patient p on p.tenant_id = \(tenant) and p.patient_id = \(patient) and not p.deceased
              join followup.round r on r.tenant_id = \(tenant)) as fact
            """,
          where: """
            t.discharge_id = fact.discharge_id and t.policy_id = fact.policy_id and t.policy_version = fact.policy_version
              and t.round_number = fact.round_number
            """,
          returning: "t.task_id"))
      """)
    let reopened = try found.decode(UUID.self)
    // One whose place a later stay's plan has taken meanwhile is not called any more.
    try await LaterStays.settle(transaction, patients: "select \(patient)::uuid")
    return try await transaction.rows(
      """
      select count(*) from followup.task t
        where t.tenant_id = \(tenant) and t.task_id = any (\(reopened)) and \(TaskColumns.isOpen)
      """
    ).single(Int.self)
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
