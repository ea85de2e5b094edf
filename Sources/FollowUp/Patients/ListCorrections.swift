import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// The numbers that wards are asked for, the longest due first.
struct ListCorrections: PipelinedQuery {
  static let name: StaticString = "patient.correction.list"
  static let summary: StaticString = "The requests for numbers that wards have not answered yet, due or overdue"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("followUp")

  typealias Output = PageOf<Correction>
  static let descriptions = [
    "view": "due or overdue; both when left out", "departmentId": "One discharging department's only",
    "page": "Which part of the list",
  ]

  var view: View?
  var departmentId: UUID?
  var page: PageRequest?

  /// Which of them.
  enum View: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
    case due, overdue
  }

  /// A request.
  struct Correction: Codable, Sendable, Described {
    let correctionId: UUID
    let taskId: UUID
    let patientId: UUID
    let patientName: String
    let recordNumber: String
    let department: String
    let ward: String?
    let dischargedOn: CalendarDay
    let problem: NumberCorrection.Problem
    let requestedAt: Date
    let dueOn: CalendarDay
    let isOverdue: Bool
    let allowedDays: Int
    let rule: String
    let version: Int

    static let descriptions = [
      "correctionId": "The request", "taskId": "The task whose caller found it", "patientId": "The patient",
      "patientName": "The name, masked", "recordNumber": "病案号",
      "department": "The discharging department, which answers",
      "ward": "The ward", "dischargedOn": "The day of discharge",
      "problem": "wrongNumber, vacantNumber or noNumber", "requestedAt": "When it was asked for",
      "dueOn": "The last day on which the ward should answer", "isOverdue": "Whether that day has passed",
      "allowedDays": "How many days the ward was given",
      "rule": "Where the days come from: policy (correctionDays of the policy), or default",
      "version": "Counts the request's changes",
    ]
  }

  static let example = Example(
    ListCorrections(view: .overdue, departmentId: nil, page: nil),
    answers: PageOf(
      items: [
        Correction(
          correctionId: TaskSummary.sample.taskId, taskId: TaskSummary.sample.taskId,
          patientId: TaskSummary.sample.taskId, patientName: "张*丰", recordNumber: "261001110003", department: "心血管内科",
          ward: "心内一病区", dischargedOn: .sample, problem: .vacantNumber, requestedAt: Date(timeIntervalSince1970: 0),
          dueOn: .sample, isOverdue: true, allowedDays: 3, rule: "default", version: 1)
      ], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<Correction>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name) \(view?.rawValue ?? "") \(departmentId?.uuidString ?? "")"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 2)
    let after = (
      day: position.flatMap { CalendarDay($0[0]) } ?? .distantPast,
      id: position.flatMap { UUID(uuidString: $0[1]) } ?? .zero
    )
    let first = view == .due ? call.today : .distantPast
    let last = view == .overdue ? call.today.adding(days: -1) : .distantFuture
    return .page(
      Correction.shape(today: call.today).select(
        with: """
          page as materialized (
            select * from followup.number_correction
              where tenant_id = \(call.tenant) and status = 'open' and due_on between \(first) and \(last)
                and (due_on, correction_id) > (\(after.day), \(after.id))
                and (\(departmentId) is null or department_id = \(departmentId))
              order by due_on, correction_id limit \(limit + 1))
          """,
        from: """
          page n
          join discharges.discharge d on d.tenant_id = \(call.tenant) and d.discharge_id = n.discharge_id
          join discharges.patient p on p.tenant_id = \(call.tenant) and p.patient_id = n.patient_id
          join directory.department department
            on department.tenant_id = \(call.tenant) and department.department_id = n.department_id
          order by n.due_on, n.correction_id
          """), limit: limit
    ) {
      call.cursor(after: ["\($0.dueOn)", $0.correctionId.uuidString], of: filter)
    }
  }
}

extension ListCorrections.Correction {
  /// `n` is the request, `d` the discharge, `p` the patient.
  static func shape(today: CalendarDay) -> PersonalShape<Self> {
    PersonalShape(of: "p.subject_id") { row in try Self(&row, today: today) }
  }

  private init(_ row: inout PersonalColumns, today: CalendarDay) throws {
    correctionId = try row["n.correction_id"]
    taskId = try row["n.task_id"]
    patientId = try row["p.person_id"]
    patientName = try PatientName.masked(&row)
    recordNumber = try row["d.record_number"]
    department = try row["department.name"]
    ward = try row["d.ward"]
    dischargedOn = try row["d.discharged_on"]
    problem = try row["n.problem"]
    requestedAt = try row["n.requested_at"]
    dueOn = try row["n.due_on"]
    isOverdue = dueOn < today
    allowedDays = try row["n.allowed_days"]
    rule = try row["n.rule"]
    version = try row["n.version"]
  }
}
