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
  var warnings: [TaskWarning]
  var linkedTasks: [LinkedTask]
  let isPlain: Bool
  let patientName: String
  let recordNumber: String
  let stayNumber: Int
  let admittedOn: CalendarDay
  let wayOfLeaving: Int
  let claimedUntil: Date?
  let reason: NotFollowedUpReason?
  var contacts: [ContactView]
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
}

extension TaskDetail {
  /// A row a number, or one for a patient without any. What concerns the task is read from the first.
  struct Line {
    let detail: TaskDetail?
    let concerns: TaskConcerns?
    let contact: ContactView?
  }

  /// A task with the patient's numbers. What few tasks have, several record numbers, a mother or a child, a hold, is looked for in functions,
  /// which cost nothing where they are not called: of each table that a statement names PostgreSQL prepares the scan and its row security at
  /// every execution, and that was half the price of reading a task.
  static func selection(_ call: CallContext, task: UUID) -> PersonalSelection<Line> {
    let tenant = call.tenant
    return PersonalShape(of: "p.subject_id") { row in
      let isPlain = try isInHand(&row, of: call)
      return Line(
        detail: try row.once { try TaskDetail(&$0, call, isPlain: isPlain) },
        concerns: try row.once { try TaskConcerns(&$0, today: call.today) },
        contact: try row.optional { try ContactView(&$0, isPlain: isPlain) })
    }.select(
      from: """
        followup.task t
        join discharges.discharge d on d.tenant_id = \(tenant) and d.discharge_id = t.discharge_id
        join discharges.patient p on p.tenant_id = \(tenant) and p.patient_id = t.patient_id
        join directory.department department on department.tenant_id = \(tenant) and department.department_id = t.department_id
        cross join lateral (
          select case when p.shares_person then discharges.rows_of_person(p.person_id) else array[p.patient_id] end as patient_ids
            offset 0) as person
        left join discharges.contact c on c.tenant_id = \(tenant) and c.patient_id = any (person.patient_ids)
        where t.tenant_id = \(tenant) and t.task_id = \(task)
        order by \(ContactOrder.columns(guardianFirst: ContactOrder.needsGuardian(today: call.today)))
        """)
  }

  /// - Throws: `NOT_FOUND` when there is no row: no such task, or not in the caller's scope.
  init(_ lines: [Line]) throws(Failure) {
    guard let first = lines.first, let detail = first.detail, let concerns = first.concerns else {
      throw Failure(.notFound)
    }
    self = detail
    linkedTasks = concerns.family?.tasks ?? []
    contacts = lines.compactMap(\.contact)
    warnings = TaskWarning.all(
      knowledge: knowledgeOfDiagnosis, needsGuardian: concerns.needsGuardian,
      childDied: concerns.family?.childDied ?? false, motherDied: concerns.family?.motherDied ?? false, contacts)
  }

  /// Whether the caller has claimed the task, and so sees names and numbers in plain text.
  private static func isInHand(_ row: inout PersonalColumns, of call: CallContext) throws -> Bool {
    let claimant = try row["t.claimed_by", as: UUID?.self]
    let until = try row["t.claimed_until", as: Date?.self]
    return claimant == call.actor.account && (until ?? .distantPast) > call.now
  }

  /// `t` is the task, `d` its discharge, `p` the patient. Numbers and what to heed are not among it yet.
  private init(_ row: inout PersonalColumns, _ call: CallContext, isPlain: Bool) throws {
    let tenant = call.tenant
    let name = try PatientName(&row)
    task = try TaskSummary(&row, name, today: call.today)
    version = try row["t.version"]
    patientId = try row["p.person_id"]
    dischargeId = try row["t.discharge_id"]
    heldOn = try row[TaskColumns.heldOn]
    holds = try row[
      "case when \(TaskColumns.mayBeHeld) then followup.holds_over(p.person_id, t.discharge_id) else '{}' end"]
    awaitingNumberOn = try row[TaskColumns.awaitingNumberOn]
    knowledgeOfDiagnosis = try row["p.knowledge_of_diagnosis"]
    linkedTasks = []
    self.isPlain = isPlain
    patientName = isPlain ? try name.plain(in: row) : task.patientName
    recordNumber = try row["d.record_number"]
    stayNumber = try row["d.stay_number"]
    admittedOn = try row["d.admitted_at::date"]
    wayOfLeaving = try row["d.way_of_leaving"]
    claimedUntil = try row["t.claimed_until"]
    reason = try row[TaskColumns.endReason, as: String?.self].flatMap(NotFollowedUpReason.init)
    attempts = try row.list(
      """
      (select coalesce(jsonb_agg(jsonb_build_object('at', to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'disposition', a.disposition, 'respondent', a.respondent, 'by', account.display_name) order by a.at desc), '[]')::text
        from followup.attempt a
        join identity.account account on account.tenant_id = a.tenant_id and account.account_id = a.account_id
        where a.tenant_id = \(tenant) and a.task_id = t.task_id)
      """)
    (contacts, warnings) = ([], [])
  }
}

/// What the caller must heed besides what the patient knows.
struct TaskConcerns {
  let needsGuardian: Bool
  /// Nil where the patient has neither mother nor child here.
  let family: TaskFamily?

  /// `p` is the patient.
  init(_ row: inout PersonalColumns, today: CalendarDay) throws {
    needsGuardian = try row[ContactOrder.needsGuardian(today: today)]
    family = try row[
      "case when p.has_family or p.shares_person then followup.family_of(p.person_id)::text end", as: String?.self
    ].flatMap { $0.isEmpty ? nil : try JSONDocument(scanning: Array($0.utf8)).root.decode(TaskFamily.self) }
  }
}
