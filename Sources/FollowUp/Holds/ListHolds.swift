import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// The holds that stand, oldest first.
struct ListHolds: PipelinedQuery {
  static let name: StaticString = "hold.list"
  static let summary: StaticString = "The holds that stand, oldest first, names masked"
  static let access = Access.requires(.holdManage)
  static let audit = AuditRule.personal("followUp")

  typealias Output = PageOf<Hold>
  static let descriptions = ["page": "Which part of the list"]

  var page: PageRequest?

  /// A hold.
  struct Hold: Codable, Sendable, Described {
    let holdId: UUID
    let patientId: UUID
    let patientName: String
    let dischargeId: UUID?
    let reason: HoldReason
    let excludes: Bool
    let note: String?
    let placedBy: String?
    let placedOn: CalendarDay
    let until: CalendarDay?
    let version: Int

    static let descriptions = [
      "holdId": "The hold", "patientId": "The patient", "patientName": "The name, masked",
      "dischargeId": "The one discharge; absent when the hold stands over all of the patient's",
      "reason": "dispute, administrativeDischarge, readmitted or other",
      "excludes": "Whether the discharges are left out of follow-up (不予回访)",
      "note": "What the next reader should know",
      "placedBy": "Who placed it; absent when the service did, since the patient is an inpatient again",
      "placedOn": "Since when", "until": "The last day, where it ends by itself",
      "version": "Counts the hold's changes",
    ]
  }

  static let example = Example(
    ListHolds(page: nil),
    answers: PageOf(
      items: [
        Hold(
          holdId: TaskSummary.sample.taskId, patientId: TaskSummary.sample.taskId, patientName: "张*丰", dischargeId: nil,
          reason: .dispute, excludes: false, note: "医务科已受理", placedBy: "李敏", placedOn: .sample, until: nil, version: 1)
      ], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<Hold>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name)"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 2)
    let after = (
      day: position.flatMap { CalendarDay($0[0]) } ?? .distantPast,
      id: position.flatMap { UUID(uuidString: $0[1]) } ?? .zero
    )
    return .page(
      Hold.shape.select(
        with: "page as materialized (\(Self.standing(call, after: after, limit: limit + 1)))",
        from: """
          page h
          join discharges.patient p on p.tenant_id = \(call.tenant) and p.patient_id = h.patient_id
          left join identity.account a on a.tenant_id = \(call.tenant) and a.account_id = h.placed_by
          order by h.placed_on, h.hold_id
          """), limit: limit
    ) {
      call.cursor(after: ["\($0.placedOn)", $0.holdId.uuidString], of: filter)
    }
  }
}

extension ListHolds {
  /// A department's holds come from its own stretch of the index; those over a whole patient are few and looked through.
  private static func standing(_ call: CallContext, after: (day: CalendarDay, id: UUID), limit: Int) -> SQL {
    let next: SQL = """
      h.tenant_id = \(call.tenant) and h.lifted_on is null and (h.placed_on, h.hold_id) > (\(after.day), \(after.id))
      """
    guard case .departments(let departments) = call.reach else {
      return "select * from followup.hold h where \(next) order by h.placed_on, h.hold_id limit \(limit)"
    }
    return """
      select * from (
        (select h.* from unnest(\(departments)) as covered (department) cross join lateral (
            select * from followup.hold h where h.discharging_department_id = covered.department and \(next)
              order by h.placed_on, h.hold_id limit \(limit)) as h)
        union all
        (select * from followup.hold h
          where h.discharging_department_id is null and \(next) and exists (
            select from discharges.patient self
              join discharges.patient kin on kin.tenant_id = \(call.tenant) and kin.person_id = self.person_id
              join discharges.discharge d on d.tenant_id = \(call.tenant) and d.patient_id = kin.patient_id
                and (h.discharge_id is null or d.discharge_id = h.discharge_id)
              where self.tenant_id = \(call.tenant) and self.patient_id = h.patient_id)
          order by h.placed_on, h.hold_id limit \(limit))) as h
        order by h.placed_on, h.hold_id limit \(limit)
      """
  }
}

extension ListHolds.Hold {
  /// `h` is the hold, `p` the patient, `a` the account that placed it.
  static let shape = PersonalShape(of: "p.subject_id", Self.init)

  private init(_ row: inout PersonalColumns) throws {
    holdId = try row["h.hold_id"]
    patientId = try row["p.person_id"]
    patientName = try PatientName.masked(&row)
    dischargeId = try row["h.discharge_id"]
    reason = try row["h.reason"]
    excludes = try row["h.excludes"]
    note = try row.opened("h.note", .holdNote)
    placedBy = try row["a.display_name"]
    placedOn = try row["h.placed_on"]
    until = try row["h.until_on"]
    version = try row["h.version"]
  }
}
