import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// A person's visits and open stays, newest first.
struct ListVisits: PipelinedQuery {
  static let name: StaticString = "visit.list"
  static let summary: StaticString = "A patient's outpatient and emergency visits and open stays, newest first"
  static let access = Access.requires(.dischargeRead)
  static let audit = AuditRule.personal("followUp")

  typealias Output = PageOf<Visit>
  static let descriptions = ["patientId": "The patient", "page": "Which part of the list"]

  let patientId: UUID
  var page: PageRequest?

  /// A visit.
  struct Visit: Codable, Sendable, Described {
    let visitId: UUID
    let encounter: String
    let department: String
    let startedOn: CalendarDay
    let endedOn: CalendarDay?
    let dischargeId: UUID?
    let version: Int
    static let descriptions = [
      "visitId": "The visit", "encounter": "inpatient, outpatient or emergency", "department": "The department",
      "startedOn": "The day of the visit, or of admission",
      "endedOn": "Its last day; absent while the patient is in hospital",
      "dischargeId": "The discharge that an open stay became", "version": "Counts the visit's changes",
    ]
  }

  static let example = Example(
    ListVisits(patientId: ImportID.sample, page: nil),
    answers: PageOf(
      items: [
        Visit(
          visitId: ImportID.sample, encounter: "inpatient", department: "心血管内科", startedOn: .sample, endedOn: nil,
          dischargeId: nil, version: 1)
      ], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<Visit>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name) \(patientId)"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 2)
    let before = (
      day: position.flatMap { CalendarDay($0[0]) } ?? .last,
      visit: position.flatMap { UUID(uuidString: $0[1]) }
        ?? UUID(uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
    )
    return .page(
      Visit.shape.select(
        from: """
          discharges.patient self
          join discharges.patient p on p.tenant_id = \(call.tenant) and p.person_id = self.person_id
          join discharges.visit v on v.tenant_id = \(call.tenant) and v.patient_id = p.patient_id
          join directory.department department
            on department.tenant_id = \(call.tenant) and department.department_id = v.department_id
          where self.tenant_id = \(call.tenant) and self.patient_id = \(patientId)
            and (v.started_on, v.visit_id) < (\(before.day), \(before.visit))
          order by v.started_on desc, v.visit_id desc limit \(limit + 1)
          """), limit: limit
    ) {
      call.cursor(after: ["\($0.startedOn)", $0.visitId.uuidString], of: filter)
    }
  }
}

extension ListVisits.Visit {
  /// `v` is the visit, `p` the patient.
  static let shape = PersonalShape(of: "p.subject_id") { row in
    Self(
      visitId: try row["v.visit_id"],
      encounter: try row["v.encounter"],
      department: try row["department.name"],
      startedOn: try row["v.started_on"],
      endedOn: try row["v.ended_on"],
      dischargeId: try row["v.discharge_id"],
      version: try row["v.version"])
  }
}
