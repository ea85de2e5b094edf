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
    return ReadPlan(
      """
      with page as materialized (
        \(Self.standing(call, after: after, limit: limit + 1)))
      select p.subject_id as subject, h.hold_id, p.person_id, \(PatientName.columns), h.discharge_id, h.reason, h.excludes, h.note,
          a.display_name, h.placed_on, h.until_on, h.version
        from page h
        join discharges.patient p on p.tenant_id = \(call.tenant) and p.patient_id = h.patient_id
        left join access.account a on a.tenant_id = \(call.tenant) and a.account_id = h.placed_by
        order by h.placed_on, h.hold_id
      """, lane: .list
    ) { rows, disclosure in
      let items = try rows.map { try Hold($0, disclosure) }
      let shown = Array(items.prefix(limit))
      let cursor =
        items.count > limit
        ? shown.last.map { call.cursor(after: ["\($0.placedOn)", $0.holdId.uuidString], of: filter) } : nil
      return PageOf(items: shown, nextCursor: cursor)
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
            select * from followup.hold h where h.discharging_department = covered.department and \(next)
              order by h.placed_on, h.hold_id limit \(limit)) as h)
        union all
        (select * from followup.hold h
          where h.discharging_department is null and \(next) and exists (
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
  init(_ row: Row, _ disclosure: Disclosure) throws {
    var reader = RowReader(row)
    let subject = try reader.next(UUID.self)
    holdId = try reader.next()
    patientId = try reader.next()
    patientName = try PatientName.masked(&reader, disclosure, of: subject)
    dischargeId = try reader.next(UUID?.self)
    reason = HoldReason(rawValue: try reader.next()) ?? .other
    excludes = try reader.next()
    note = try reader.next([UInt8]?.self).map { try disclosure.open(SealedText(bytes: $0), .holdNote, of: subject) }
    placedBy = try reader.next(String?.self)
    placedOn = try reader.next()
    until = try reader.next(CalendarDay?.self)
    version = try reader.next()
  }
}
