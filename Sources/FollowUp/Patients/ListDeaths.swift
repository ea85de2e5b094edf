import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// What was told of a patient's death, and what was taken back: whoever finds tasks cancelled or going on again sees why.
struct ListDeaths: PipelinedQuery {
  static let name: StaticString = "patient.death.list"
  static let summary: StaticString =
    "The deaths that were recorded of a patient by hand, taken back or not, newest first"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")

  typealias Output = PageOf<Death>
  static let descriptions = ["patientId": "The patient", "page": "Which part of the list"]

  let patientId: UUID
  var page: PageRequest?

  /// A death as it was told.
  struct Death: Codable, Sendable, Described {
    let deathId: UUID
    let recordNumber: String
    let source: String
    let on: CalendarDay?
    let recordedBy: String?
    let recordedAt: Date
    let withdrawnBy: String?
    let withdrawnAt: Date?
    let reason: String?
    static let descriptions = [
      "deathId": "The entry", "recordNumber": "病案号: of a merged person each has its entry",
      "source": "Who told: attempt (somebody at the telephone), family, ward, registry or other",
      "on": "The day of death, where it is known",
      "recordedBy": "Who recorded it; absent for what was told before such entries were kept", "recordedAt": "When",
      "withdrawnBy": "Who took it back", "withdrawnAt": "When it was taken back; absent while it stands",
      "reason": "Why it was taken back",
    ]
  }

  static let example = Example(
    ListDeaths(patientId: TaskSummary.sample.taskId, page: nil),
    answers: PageOf(
      items: [
        Death(
          deathId: TaskSummary.sample.taskId, recordNumber: "261001110003", source: "family", on: nil, recordedBy: "李敏",
          recordedAt: Date(timeIntervalSince1970: 0), withdrawnBy: "王芳", withdrawnAt: Date(timeIntervalSince1970: 3600),
          reason: "家属误接他人电话，已与患者本人核实")
      ], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<Death>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "\(Self.name) \(patientId)"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 2)
    let before = (
      moment: position.flatMap { Int64($0[0]) }.map { Date(timeIntervalSince1970: Double($0) / 1_000_000) },
      death: position.flatMap { UUID(uuidString: $0[1]) }
    )
    let kin = Person.rows(tenant: call.tenant, of: "select \(patientId)::uuid")
    return .page(
      Death.shape.select(
        from: """
          followup.death x
          join discharges.patient p on p.tenant_id = \(call.tenant) and p.patient_id = x.patient_id
          left join identity.account a on a.tenant_id = \(call.tenant) and a.account_id = x.recorded_by
          left join identity.account w on w.tenant_id = \(call.tenant) and w.account_id = x.withdrawn_by
          where x.tenant_id = \(call.tenant) and x.patient_id = any (array(\(kin)))
            and (\(before.moment) is null or (x.recorded_at, x.death_id) < (\(before.moment), \(before.death)))
            and \(PatientLock.isInScope(tenant: call.tenant, kin: kin))
          order by x.recorded_at desc, x.death_id desc limit \(limit + 1)
          """), limit: limit
    ) {
      call.cursor(
        after: [String(Int64(($0.recordedAt.timeIntervalSince1970 * 1_000_000).rounded())), $0.deathId.uuidString],
        of: filter)
    }
  }
}

extension ListDeaths.Death {
  /// `x` is the entry, `p` the patient, `a` who recorded it, `w` who took it back.
  static let shape = PersonalShape(of: "p.subject_id") { row in
    Self(
      deathId: try row["x.death_id"],
      recordNumber: try row["p.record_number"],
      source: try row["x.source"],
      on: try row["x.died_on"],
      recordedBy: try row["a.display_name"],
      recordedAt: try row["x.recorded_at"],
      withdrawnBy: try row["w.display_name"],
      withdrawnAt: try row["x.withdrawn_at"],
      reason: try row.opened("x.reason", .deathReason))
  }
}
