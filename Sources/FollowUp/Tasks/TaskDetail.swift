import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Everything to know before the call.
struct TaskDetail: Codable, Sendable, Described {
  let task: TaskSummary
  let version: Int
  let patientId: UUID
  let dischargeId: UUID
  let heldOn: CalendarDay?
  let holds: [HoldReason]
  let awaitingNumberOn: CalendarDay?
  let knowledgeOfDiagnosis: DiagnosisKnowledge
  let warnings: [TaskWarning]
  let linkedTasks: [LinkedTask]
  let isPlain: Bool
  let patientName: String
  let recordNumber: String
  let stayNumber: Int
  let admittedOn: CalendarDay
  let wayOfLeaving: Int
  let claimedUntil: Date?
  let reason: NotFollowedUpReason?
  let contacts: [ContactView]
  let attempts: [AttemptView]

  static let descriptions = [
    "task": "The task as on the worklist",
    "version": "Counts the task's changes",
    "patientId": "The patient",
    "dischargeId": "The discharge",
    "heldOn": "Since when a hold stands over the task (暂缓回访): nobody may call meanwhile",
    "holds": "Why: dispute, administrativeDischarge, readmitted or other",
    "awaitingNumberOn": "Since when the ward is asked for a number",
    "knowledgeOfDiagnosis": "Who knows the diagnosis (知情情况): patient, family, or unknown: the patient doesn't know it",
    "warnings":
      "What to heed in the call: diagnosisNotToBeTold, guardianFirst, guardianMissing, childDied (the mother's child has died: gently, and not a word of the child first), motherDied (the followed-up child's mother has died: the number may have been hers)",
    "linkedTasks":
      "Open tasks of the patient's mother or child within the caller's scope: one call may serve both, each has its record",
    "isPlain": "True while the caller has claimed the task: name and numbers in plain text; else masked",
    "patientName": "The patient's name",
    "recordNumber": "病案号",
    "stayNumber": "住院次数",
    "admittedOn": "The day of admission",
    "wayOfLeaving": "离院方式: 1 home on advice, 2 transferred, 3 community care, 4 against advice, 5 died, 9 other",
    "claimedUntil": "Until when somebody works on it",
    "reason": "Why it ended without a follow-up",
    "contacts": "The patient's numbers, the one to be tried first on top",
    "attempts": "Earlier attempts, newest first",
  ]

  static let sample = TaskDetail(
    task: .sample, version: 2, patientId: TaskSummary.sample.taskId, dischargeId: TaskSummary.sample.taskId,
    heldOn: nil, holds: [],
    awaitingNumberOn: nil, knowledgeOfDiagnosis: .unknown, warnings: [.diagnosisNotToBeTold], linkedTasks: [.sample],
    isPlain: false,
    patientName: "张*丰", recordNumber: "261001110003", stayNumber: 1,
    admittedOn: .sample, wayOfLeaving: 1, claimedUntil: nil, reason: nil,
    contacts: [
      ContactView(
        contactId: CreatePolicy.example.answer.policyId, source: "patient", relation: nil, name: nil,
        phone: "138****1234", state: "unverified", isGuardian: false, version: 1)
    ], attempts: [])

  /// A row a contact; the task's own columns are the same in each.
  static func statement(_ call: CallContext, task: UUID) -> SQL {
    let tenant = call.tenant
    let needsGuardian = ContactOrder.needsGuardian(today: call.today)
    return """
      select \(TaskSummary.columns), t.version, t.claimed_by, t.claimed_until, \(TaskColumns.endReason) as reason, d.record_number, d.stay_number,
          d.admitted_at::date as admitted_on, d.way_of_leaving,
          (select coalesce(jsonb_agg(jsonb_build_object('at', to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
              'disposition', a.disposition, 'respondent', a.respondent, 'by', account.display_name) order by a.at desc), '[]')::text
            from followup.attempt a
            join identity.account account on account.tenant_id = a.tenant_id and account.account_id = a.account_id
            where a.tenant_id = \(tenant) and a.task_id = t.task_id) as attempts,
          p.person_id, t.discharge_id, \(TaskColumns.heldOn) as held_on,
          \(TaskColumns.awaitingNumberOn) as awaiting_number_on, p.knowledge_of_diagnosis,
          \(needsGuardian) as needs_guardian,
        exists (
          select from discharges.patient own
            join discharges.mother_child link on link.tenant_id = \(tenant) and link.mother_id = own.patient_id
            join discharges.patient child on child.tenant_id = \(tenant) and child.patient_id = link.child_id and child.deceased
            where own.tenant_id = \(tenant) and own.person_id = p.person_id) as child_died,
        exists (
          select from discharges.patient own
            join discharges.mother_child link on link.tenant_id = \(tenant) and link.child_id = own.patient_id
            join discharges.patient mother on mother.tenant_id = \(tenant) and mother.patient_id = link.mother_id and mother.deceased
            where own.tenant_id = \(tenant) and own.person_id = p.person_id) as mother_died,
        \(LinkedTask.json(tenant: tenant)) as linked_tasks,
        array(
          select distinct h.reason from discharges.patient own
            join followup.hold h on h.tenant_id = \(tenant) and h.patient_id = own.patient_id and h.lifted_on is null
            where own.tenant_id = \(tenant) and own.person_id = p.person_id
              and (h.discharge_id is null or h.discharge_id = t.discharge_id)
            order by 1) as holds,
          c.contact_id, c.source, c.relation,
          \(ContactView.name) as contact_name, c.phone, c.state, c.version as contact_version, c.is_guardian
        from followup.task t
        join discharges.discharge d on d.tenant_id = \(tenant) and d.discharge_id = t.discharge_id
        join discharges.patient p on p.tenant_id = \(tenant) and p.patient_id = t.patient_id
        join directory.department department on department.tenant_id = \(tenant) and department.department_id = t.department_id
        left join discharges.patient kin on kin.tenant_id = \(tenant) and kin.person_id = p.person_id
      left join discharges.contact c on c.tenant_id = \(tenant) and c.patient_id = kin.patient_id
        where t.tenant_id = \(tenant) and t.task_id = \(task)
        order by \(ContactOrder.columns(guardianFirst: needsGuardian))
      """
  }

  /// Where ``TaskSummary/columns`` has the name.
  private static let nameColumn = 10

  /// - Throws: `NOT_FOUND` when there is no row: no such task, or not in the caller's scope.
  init(_ rows: [Row], _ disclosure: Disclosure, _ call: CallContext) throws {
    guard let first = rows.first else { throw Failure(.notFound) }
    var reader = RowReader(first)
    let subject = try first.column(0, as: UUID.self)
    task = try TaskSummary(&reader, disclosure, today: call.today)
    version = try reader.next()
    let claimant = try reader.next(UUID?.self)
    claimedUntil = try reader.next(Date?.self)
    isPlain = claimant == call.actor.account && (claimedUntil ?? .distantPast) > call.now
    reason = try reader.next(String?.self).flatMap(NotFollowedUpReason.init)
    recordNumber = try reader.next()
    stayNumber = try reader.next()
    admittedOn = try reader.next()
    wayOfLeaving = try reader.next()
    attempts = try JSONDocument(scanning: Array(reader.next(String.self).utf8)).root.decode([AttemptView].self)
    patientId = try reader.next()
    dischargeId = try reader.next()
    heldOn = try reader.next(CalendarDay?.self)
    awaitingNumberOn = try reader.next(CalendarDay?.self)
    knowledgeOfDiagnosis = DiagnosisKnowledge(rawValue: try reader.next()) ?? .unknown
    let needsGuardian = try reader.next(Bool.self)
    let childDied = try reader.next(Bool.self)
    let motherDied = try reader.next(Bool.self)
    linkedTasks = try JSONDocument(scanning: Array(reader.next(String.self).utf8)).root.decode([LinkedTask].self)
    holds = try reader.next([String].self).compactMap(HoldReason.init)
    patientName =
      isPlain ? try PatientName.plain(first, at: Self.nameColumn, disclosure, of: subject) : task.patientName
    let plain = isPlain
    contacts = try rows.compactMap { try ContactView($0, disclosure, subject: subject, isPlain: plain) }
    warnings = TaskWarning.all(
      knowledge: knowledgeOfDiagnosis, needsGuardian: needsGuardian, childDied: childDied, motherDied: motherDied,
      contacts)
  }

  private init(
    task: TaskSummary, version: Int, patientId: UUID, dischargeId: UUID, heldOn: CalendarDay?, holds: [HoldReason],
    awaitingNumberOn: CalendarDay?, knowledgeOfDiagnosis: DiagnosisKnowledge, warnings: [TaskWarning],
    linkedTasks: [LinkedTask],
    isPlain: Bool,
    patientName: String, recordNumber: String, stayNumber: Int,
    admittedOn: CalendarDay, wayOfLeaving: Int, claimedUntil: Date?, reason: NotFollowedUpReason?,
    contacts: [ContactView],
    attempts: [AttemptView]
  ) {
    self.task = task
    self.version = version
    self.patientId = patientId
    self.dischargeId = dischargeId
    self.heldOn = heldOn
    self.holds = holds
    self.awaitingNumberOn = awaitingNumberOn
    self.knowledgeOfDiagnosis = knowledgeOfDiagnosis
    self.warnings = warnings
    self.linkedTasks = linkedTasks
    self.isPlain = isPlain
    self.patientName = patientName
    self.recordNumber = recordNumber
    self.stayNumber = stayNumber
    self.admittedOn = admittedOn
    self.wayOfLeaving = wayOfLeaving
    self.claimedUntil = claimedUntil
    self.reason = reason
    self.contacts = contacts
    self.attempts = attempts
  }
}
