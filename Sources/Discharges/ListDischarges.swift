import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// A discharge in a list; name masked.
struct DischargeSummary: Codable, Sendable, Described {
  let dischargeId: UUID
  let patientId: UUID
  let patientName: String
  let sex: Int
  let recordNumber: String
  let stayNumber: Int
  let department: String
  let ward: String?
  let admittedOn: CalendarDay
  let dischargedOn: CalendarDay
  let wayOfLeaving: Int
  let diagnosis: String?
  let readmissionOf: UUID?
  let readmissionDays: Int?

  static let descriptions = [
    "dischargeId": "The discharge",
    "patientId": "The patient; the kept one where record numbers were merged",
    "patientName": "The name, masked",
    "sex": "0 unknown, 1 male, 2 female, 9 not stated",
    "recordNumber": "病案号",
    "stayNumber": "住院次数",
    "department": "The discharging department",
    "ward": "The ward",
    "admittedOn": "The day of admission",
    "dischargedOn": "The day of discharge",
    "wayOfLeaving": "离院方式: 1 home on advice, 2 transferred, 3 community care, 4 against advice, 5 died, 9 other",
    "diagnosis": "The main diagnosis",
    "readmissionOf": "The stay after which the patient came back within 31 days (31 天内再入院)",
    "readmissionDays": "After how many days",
  ]

  static let sample = DischargeSummary(
    dischargeId: ImportID.sample, patientId: ImportID.sample, patientName: "张*丰", sex: 1, recordNumber: "261001110003",
    stayNumber: 1, department: "心血管内科", ward: "心内一病区", admittedOn: .sample, dischargedOn: .sample, wayOfLeaving: 1,
    diagnosis: "心力衰竭",
    readmissionOf: nil, readmissionDays: nil)

}

extension DischargeSummary {
  /// `d` is the discharge; the others are joined to it by ``joins(tenant:)``.
  static let shape = PersonalShape(of: "p.subject_id", Self.init)

  private init(_ row: inout PersonalColumns) throws {
    dischargeId = try row["d.discharge_id"]
    patientId = try row["p.person_id"]
    patientName = try PatientName.masked(&row)
    sex = try row["p.sex"]
    recordNumber = try row["d.record_number"]
    stayNumber = try row["d.stay_number"]
    department = try row["department.name"]
    ward = try row["d.ward"]
    admittedOn = try row["d.admitted_at::date"]
    dischargedOn = try row["d.discharged_on"]
    wayOfLeaving = try row["d.way_of_leaving"]
    diagnosis = try row["d.diagnosis_name"]
    readmissionOf = try row["d.readmission_of"]
    readmissionDays = try row["d.readmission_days"]
  }

  static func joins(tenant: UUID) -> SQL {
    """
    join discharges.patient p on p.tenant_id = \(tenant) and p.patient_id = d.patient_id
    join directory.department department on department.tenant_id = \(tenant) and department.department_id = d.department_id
    """
  }
}

/// A department's discharges, newest first.
struct ListDischarges: PipelinedQuery {
  static let name: StaticString = "discharge.list"
  static let summary: StaticString = "The discharges of a department, newest first, names masked"
  static let access = Access.requires(.dischargeRead)
  static let audit = AuditRule.personal("followUp")

  typealias Output = PageOf<DischargeSummary>
  static let descriptions = [
    "departmentId": "The department", "dischargedFrom": "Not before this day", "dischargedTo": "Not after this day",
    "page": "Which part of the list",
  ]

  let departmentId: UUID
  var dischargedFrom: CalendarDay?
  var dischargedTo: CalendarDay?
  var page: PageRequest?

  static let example = Example(
    ListDischarges(departmentId: ImportID.sample, dischargedFrom: .sample, dischargedTo: nil, page: nil),
    answers: PageOf(items: [DischargeSummary.sample], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<DischargeSummary>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name) \(departmentId) \(dischargedFrom?.description ?? "") \(dischargedTo?.description ?? "")"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 2)
    let before = (
      day: position.flatMap { CalendarDay($0[0]) } ?? .last,
      discharge: position.flatMap { UUID(uuidString: $0[1]) } ?? Self.lastID
    )
    return .page(
      DischargeSummary.shape.select(
        with: """
          page as materialized (
            select * from discharges.discharge
              where tenant_id = \(call.tenant) and department_id = \(departmentId)
                and discharged_on between \(dischargedFrom ?? .first) and \(dischargedTo ?? .last)
                and (discharged_on, discharge_id) < (\(before.day), \(before.discharge))
              order by discharged_on desc, discharge_id desc limit \(limit + 1))
          """,
        from: """
          page d \(DischargeSummary.joins(tenant: call.tenant))
          order by d.discharged_on desc, d.discharge_id desc
          """), limit: limit
    ) {
      call.cursor(after: ["\($0.dischargedOn)", $0.dischargeId.uuidString], of: filter)
    }
  }

  private static let lastID = UUID(
    uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
}
