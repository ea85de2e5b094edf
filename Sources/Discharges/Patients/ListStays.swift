import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Who is in hospital now, as far as open stays tell: the longest inside first.
struct ListStays: PipelinedQuery {
  static let name: StaticString = "stay.list"
  static let summary: StaticString = "The open stays: who is in hospital now, the longest inside first, names masked"
  static let access = Access.requires(.dischargeRead)
  static let audit = AuditRule.personal("followUp")

  typealias Output = PageOf<Stay>
  static let descriptions = [
    "departmentId": "One department's only; all of the caller's when left out", "page": "Which part of the list",
  ]

  var departmentId: UUID?
  var page: PageRequest?

  /// An open stay.
  struct Stay: Codable, Sendable, Described {
    let visitId: UUID
    let patientId: UUID
    let patientName: String
    let recordNumber: String
    let department: String
    let admittedOn: CalendarDay
    let version: Int
    static let descriptions = [
      "visitId": "The stay, to be named in stay.close", "patientId": "The patient", "patientName": "The name, masked",
      "recordNumber": "病案号", "department": "The department that the patient is in",
      "admittedOn": "The day of admission",
      "version": "Counts the stay's changes",
    ]
  }

  static let example = Example(
    ListStays(departmentId: nil, page: nil),
    answers: PageOf(
      items: [
        Stay(
          visitId: ImportID.sample, patientId: ImportID.sample, patientName: "张*丰", recordNumber: "261001110003",
          department: "心血管内科", admittedOn: .sample, version: 1)
      ], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<Stay>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name) \(departmentId?.uuidString ?? "")"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 2)
    // A ward's own are found by the ward.
    let covered: SQL =
      switch call.reach {
      case .organization: "true"
      case .departments(let departments): "v.department_id = any (\(departments))"
      }
    let after = (day: position.flatMap { CalendarDay($0[0]) }, visit: position.flatMap { UUID(uuidString: $0[1]) })
    return .page(
      Stay.shape.select(
        from: """
          discharges.visit v
          join discharges.patient p on p.tenant_id = \(call.tenant) and p.patient_id = v.patient_id
          join directory.department department
            on department.tenant_id = \(call.tenant) and department.department_id = v.department_id
          where v.tenant_id = \(call.tenant) and v.ended_on is null and \(covered)
            and (\(departmentId) is null or v.department_id = \(departmentId))
            and (\(after.day) is null or (v.started_on, v.visit_id) > (\(after.day), \(after.visit)))
          order by v.started_on, v.visit_id limit \(limit + 1)
          """), limit: limit
    ) {
      call.cursor(after: ["\($0.admittedOn)", $0.visitId.uuidString], of: filter)
    }
  }
}

extension ListStays.Stay {
  /// `v` is the stay, `p` the patient.
  static let shape = PersonalShape(of: "p.subject_id") { row in
    Self(
      visitId: try row["v.visit_id"],
      patientId: try row["p.person_id"],
      patientName: try PatientName.masked(&row),
      recordNumber: try row["p.record_number"],
      department: try row["department.name"],
      admittedOn: try row["v.started_on"],
      version: try row["v.version"])
  }
}
