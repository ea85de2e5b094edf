import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Where a task stands.
enum TaskStatus: String, Codable, Sendable, CaseIterable, JSONSchemaProviding, SQLDecodable {
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
}

extension TaskSummary {
  /// `t` is the task, `d` its discharge, `p` the patient, `department` the discharging one.
  /// - Parameter name: what the patient is called, read before.
  init(_ row: inout PersonalColumns, _ name: PatientName, today: CalendarDay) throws {
    taskId = try row["t.task_id"]
    status = try row[TaskColumns.status]
    level = try row["t.level"]
    responsibleRole = try row["t.responsible_role"]
    opensOn = try row["t.opens_on"]
    dueOn = try row["t.due_on"]
    isOverdue = dueOn < today && (status == .due || status == .inProgress)
    isPromised = try row[TaskColumns.isPromised]
    nextAttemptAt = try row["t.next_attempt_at"]
    attempts = try row["t.attempts"]
    patientName = try name.masked(in: row)
    sex = try row["p.sex"]
    age = try row["p.birth_date", as: CalendarDay?.self].map { $0.fullYears(until: today) }
    department = try row["department.name"]
    ward = try row["d.ward"]
    dischargedOn = try row["d.discharged_on"]
    diagnosis = try row["d.diagnosis_name"]
    readmissionDays = try row["d.readmission_days"]
  }
}
