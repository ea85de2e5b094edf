import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// 暂缓回访, or 不予回访: a dispute, an administrative discharge and the like don't stand on a front page; somebody says so, and until it is
/// lifted nobody calls.
struct PlaceHold: Command {
  static let name: StaticString = "hold.place"
  static let summary: StaticString = "Keeps a patient or a discharge from being called, or leaves it out of follow-up"
  static let access = Access.requires(.holdManage)
  static let audit = AuditRule.personal("followUp")
  static let descriptions = [
    "patientId": "All of a patient's discharges; needs the whole hospital as scope",
    "dischargeId": "One discharge; give either this or the patient",
    "reason": "dispute, administrativeDischarge, readmitted or other",
    "note": "What the next reader should know, up to 500 characters; sealed",
    "until": "The last day of the hold; the day after it is lifted by itself",
    "excludes": "True leaves the discharges out of follow-up (不予回访): their open tasks end as excluded",
  ]

  var patientId: UUID?
  var dischargeId: UUID?
  let reason: HoldReason
  var note: String?
  var until: CalendarDay?
  var excludes: Bool?

  /// The hold.
  struct Output: Codable, Sendable, Described {
    let holdId: UUID
    let version: Int
    static let descriptions = ["holdId": "The hold", "version": "Counts the hold's changes"]
  }

  static let example = Example(
    PlaceHold(
      patientId: nil, dischargeId: TaskSummary.sample.taskId, reason: .dispute, note: "医务科已受理", until: nil,
      excludes: nil), answers: Output(holdId: TaskSummary.sample.taskId, version: 1))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    try check(call)
    let patient = try await patient(transaction)
    try await PatientLock.take(patient, transaction)
    let id = UUID.version7()
    try await transaction.rows(
      """
      insert into followup.hold (tenant_id, hold_id, patient_id, discharge_id, discharging_department_id, reason, excludes,
        note, placed_by, placed_on, until_on)
      values (\(call.tenant), \(id), \(patient), \(dischargeId),
        (select d.department_id from discharges.discharge d where d.tenant_id = \(call.tenant) and d.discharge_id = \(dischargeId)),
        \(reason.rawValue), \(excludes ?? false),
        \(note.map { call.seal($0, .holdNote).bytes }), \(call.actor.account), \(call.today), \(until))
      """)
    if let until { try await HoldEndTimer.set(hold: id, after: until, transaction) }
    try await transaction.shared { try await HoldEffect.refresh($0, patients: "select \(patient)::uuid") }
    return Audited(Output(holdId: id, version: 1), count: 1)
  }

  private func check(_ call: CallContext) throws(Failure) {
    guard (patientId == nil) != (dischargeId == nil) else {
      throw Failure.violation(
        "patientId", "patientOrDischarge",
        LocalizedText(chinese: "患者与出院病例须二选一", english: "give either a patient or a discharge"))
    }
    guard (note?.count ?? 0) <= 500 else {
      throw Failure.violation(
        "note", "maxLength", LocalizedText(chinese: "说明不能超过 500 个字符", english: "must be at most 500 characters"))
    }
    guard until.map({ $0 >= call.today && $0 <= call.today.adding(days: 1100) }) ?? true else {
      throw Failure.violation(
        "until", "range",
        LocalizedText(chinese: "截止日须在今天及以后、三年之内", english: "must be today or later, within three years"))
    }
    guard excludes != true || (until == nil && reason != .readmitted) else {
      throw Failure.violation(
        "excludes", "final",
        LocalizedText(
          chinese: "不予回访不能设截止日，也不适用于再入院",
          english: "takes no until, and doesn't go with readmitted: place a hold instead"))
    }
    guard patientId == nil || call.reach == .organization else {
      throw Failure.rule("patientId", "wholeHospital", Self.wholeHospital)
    }
  }

  static let wholeHospital = LocalizedText(
    chinese: "对患者的全部出院病例设置暂缓，须具有全院范围的权限；请改为指定出院病例",
    english: "a hold over all of a patient's discharges needs the whole hospital as scope; name a discharge instead")

  private func patient(_ transaction: borrowing WriteTransaction) async throws(Failure) -> UUID {
    if let patientId { return patientId }
    let rows = try await transaction.rows(
      """
      select patient_id from discharges.discharge
        where tenant_id = \(transaction.call.tenant) and discharge_id = \(dischargeId)
      """)
    guard let patient = try? rows.firstRow(UUID.self) else { throw Failure(.notFound) }
    return patient
  }
}

/// Why nobody may call.
enum HoldReason: String, Codable, Sendable, CaseIterable, JSONSchemaProviding, SQLEncodable, SQLDecodable,
  SQLArrayElement
{
  /// An unsettled dispute, 清理出院, an inpatient again.
  case dispute, administrativeDischarge, readmitted, other
}
