import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Where a task stands.
enum TaskStatus: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
  case due, inProgress, completed, notFollowedUp, cancelled, excluded
}

/// A line of a worklist; name masked.
struct TaskSummary: Codable, Sendable, Described {
  let taskId: UUID
  let status: TaskStatus
  let level: FollowUpLevel
  let responsibleRole: ResponsibleRole
  let opensOn: CalendarDay
  let dueOn: CalendarDay
  let isOverdue: Bool
  let isPromised: Bool
  let nextAttemptAt: Date?
  let attempts: Int
  let patientName: String
  let sex: Int
  let age: Int?
  let department: String
  let ward: String?
  let dischargedOn: CalendarDay
  let diagnosis: String?
  let readmissionDays: Int?
  /// Read in the list of held tasks alone.
  var hold: TaskHold?

  static let descriptions = [
    "taskId": "The task",
    "status": "due, inProgress, completed, notFollowedUp, cancelled, or excluded (不予回访)",
    "level": "wardFollowUp, centreFollowUp, homeVisit or spotCheck",
    "responsibleRole": "Whose task it is",
    "opensOn": "First day of the window",
    "dueOn": "Last day of the window",
    "isOverdue": "Whether the window has passed",
    "isPromised": "Whether a redial has been promised (约定再拨)",
    "nextAttemptAt": "Not before this moment: the promised time, or the rest after an unanswered call",
    "attempts": "How often it has been tried",
    "patientName": "The name, masked",
    "sex": "0 unknown, 1 male, 2 female, 9 not stated",
    "age": "Full years today, where the birth date is known",
    "department": "The discharging department",
    "ward": "The ward",
    "dischargedOn": "The day of discharge",
    "diagnosis": "The main diagnosis. Never to be told to a patient who doesn't know it",
    "readmissionDays": "After how many days the patient had come back, where the stay was a readmission within 31 days",
    "hold": "What keeps it from being called; only in the view held",
  ]

  static let sample = TaskSummary(
    taskId: CreatePolicy.example.answer.policyId, status: .due, level: .wardFollowUp, responsibleRole: .wardNurse,
    opensOn: .sample, dueOn: .sample, isOverdue: false, isPromised: false, nextAttemptAt: nil, attempts: 0,
    patientName: "张*丰", sex: 1, age: 67, department: "心血管内科", ward: "心内一病区", dischargedOn: .sample, diagnosis: "心力衰竭",
    readmissionDays: nil)

  /// The columns that ``init(_:_:today:)`` reads, in its order; `t`, `d`, `p` and `department` are the tables' names.
  static let columns: SQL = """
    p.subject_id as subject, t.task_id, \(TaskColumns.status) as status, t.level, t.responsible_role, t.opens_on, t.due_on, \(TaskColumns.isPromised) as promised,
    t.next_attempt_at, t.attempts, \(PatientName.columns), p.sex, p.birth_date, department.name as department_name, d.ward, d.discharged_on,
    d.diagnosis_name, d.readmission_days
    """

  init(_ reader: inout RowReader, _ disclosure: Disclosure, today: CalendarDay) throws {
    let subject = try reader.next(UUID.self)
    taskId = try reader.next()
    status = TaskStatus(rawValue: try reader.next()) ?? .due
    level = FollowUpLevel(rawValue: try reader.next()) ?? .wardFollowUp
    responsibleRole = ResponsibleRole(rawValue: try reader.next()) ?? .wardNurse
    opensOn = try reader.next()
    dueOn = try reader.next()
    isOverdue = dueOn < today && (status == .due || status == .inProgress)
    isPromised = try reader.next()
    nextAttemptAt = try reader.next(Date?.self)
    attempts = try reader.next()
    patientName = try PatientName.masked(&reader, disclosure, of: subject)
    sex = try reader.next()
    age = try reader.next(CalendarDay?.self).map { $0.fullYears(until: today) }
    department = try reader.next()
    ward = try reader.next(String?.self)
    dischargedOn = try reader.next()
    diagnosis = try reader.next(String?.self)
    readmissionDays = try reader.next(Int?.self)
  }

  private init(
    taskId: UUID, status: TaskStatus, level: FollowUpLevel, responsibleRole: ResponsibleRole, opensOn: CalendarDay,
    dueOn: CalendarDay, isOverdue: Bool, isPromised: Bool, nextAttemptAt: Date?, attempts: Int, patientName: String,
    sex: Int,
    age: Int?, department: String, ward: String?, dischargedOn: CalendarDay, diagnosis: String?,
    readmissionDays: Int?
  ) {
    self.taskId = taskId
    self.status = status
    self.level = level
    self.responsibleRole = responsibleRole
    self.opensOn = opensOn
    self.dueOn = dueOn
    self.isOverdue = isOverdue
    self.isPromised = isPromised
    self.nextAttemptAt = nextAttemptAt
    self.attempts = attempts
    self.patientName = patientName
    self.sex = sex
    self.age = age
    self.department = department
    self.ward = ward
    self.dischargedOn = dischargedOn
    self.diagnosis = diagnosis
    self.readmissionDays = readmissionDays
  }
}
