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

  /// The columns that ``init(_:_:)`` reads; `d`, `p` and `department` are the tables' names.
  static let columns: SQL = """
    p.subject_id as subject, d.discharge_id, p.person_id, \(PatientName.columns), p.sex, d.record_number, d.stay_number,
    department.name as department_name, d.ward, d.admitted_at::date as admitted_on, d.discharged_on, d.way_of_leaving,
    d.diagnosis_name, d.readmission_of, d.readmission_days
    """

  static func joins(tenant: UUID) -> SQL {
    """
    join discharges.patient p on p.tenant_id = \(tenant) and p.patient_id = d.patient_id
    join directory.department department on department.tenant_id = \(tenant) and department.department_id = d.department_id
    """
  }

  init(_ row: Row, _ disclosure: Disclosure) throws {
    var reader = RowReader(row)
    let subject = try reader.next(UUID.self)
    dischargeId = try reader.next()
    patientId = try reader.next()
    patientName = try PatientName.masked(&reader, disclosure, of: subject)
    sex = try reader.next()
    recordNumber = try reader.next()
    stayNumber = try reader.next()
    department = try reader.next()
    ward = try reader.next(String?.self)
    admittedOn = try reader.next()
    dischargedOn = try reader.next()
    wayOfLeaving = try reader.next()
    diagnosis = try reader.next(String?.self)
    readmissionOf = try reader.next(UUID?.self)
    readmissionDays = try reader.next(Int?.self)
  }

  private init(
    dischargeId: UUID, patientId: UUID, patientName: String, sex: Int, recordNumber: String, stayNumber: Int,
    department: String,
    ward: String?, admittedOn: CalendarDay, dischargedOn: CalendarDay, wayOfLeaving: Int, diagnosis: String?,
    readmissionOf: UUID?, readmissionDays: Int?
  ) {
    self.dischargeId = dischargeId
    self.patientId = patientId
    self.patientName = patientName
    self.sex = sex
    self.recordNumber = recordNumber
    self.stayNumber = stayNumber
    self.department = department
    self.ward = ward
    self.admittedOn = admittedOn
    self.dischargedOn = dischargedOn
    self.wayOfLeaving = wayOfLeaving
    self.diagnosis = diagnosis
    self.readmissionOf = readmissionOf
    self.readmissionDays = readmissionDays
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
      """
      with page as materialized (
        select * from discharges.discharge
          where tenant_id = \(call.tenant) and department_id = \(departmentId)
            and discharged_on between \(dischargedFrom ?? .first) and \(dischargedTo ?? .last)
            and (discharged_on, discharge_id) < (\(before.day), \(before.discharge))
          order by discharged_on desc, discharge_id desc limit \(limit + 1))
      select \(DischargeSummary.columns) from page d \(DischargeSummary.joins(tenant: call.tenant))
        order by d.discharged_on desc, d.discharge_id desc
      """, limit: limit
    ) { row, disclosure in
      try DischargeSummary(row, disclosure)
    } cursor: {
      call.cursor(after: ["\($0.dischargedOn)", $0.dischargeId.uuidString], of: filter)
    }
  }

  private static let lastID = UUID(
    uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
}
