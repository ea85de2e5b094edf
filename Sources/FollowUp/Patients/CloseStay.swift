import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Ends an open stay by hand, such as one that was opened by mistake; ordinarily its discharge does. Tasks that rested for it are on the
/// worklist again.
struct CloseStay: Command {
  static let name: StaticString = "stay.close"
  static let summary: StaticString = "Ends an open stay by hand; the tasks that rested for it are on the worklist again"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")
  static let descriptions = [
    "visitId": "The open stay", "endedOn": "Its last day; today when left out",
    "expectedVersion": "The version that the caller has seen; refused when it has changed since",
  ]

  let visitId: UUID
  var endedOn: CalendarDay?
  var expectedVersion: Int?

  typealias Output = Done

  static let example = Example(
    CloseStay(visitId: TaskSummary.sample.taskId, endedOn: nil, expectedVersion: 1), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    let day = endedOn ?? call.today
    let found = try await transaction.rows(
      "select patient_id from discharges.visit where tenant_id = \(call.tenant) and visit_id = \(visitId)")
    guard let patient = try? found.firstRow(UUID.self) else { throw Failure(.notFound) }
    let rows = try await transaction.rows(
      PatientLock.statement(tenant: call.tenant, patient: "select \(patient)::uuid"))
    try PatientLock.concern(rows, transaction)
    try await transaction.rows(
      """
      select app.guard(v.ended_on is null, 'INVALID_STATE', 'visitId:stayEnded'),
          app.guard(\(expectedVersion) is null or v.version = \(expectedVersion), 'VERSION_CONFLICT',
            'expectedVersion:versionConflict'),
          app.guard(\(day) between v.started_on and \(call.today), 'RULE_VIOLATION', 'endedOn:withinStay')
        from discharges.visit v where v.tenant_id = \(call.tenant) and v.visit_id = \(visitId)
      """)
    try await transaction.rows(
      """
      update discharges.visit set ended_on = \(day), version = version + 1
        where tenant_id = \(call.tenant) and visit_id = \(visitId)
      """)
    try await transaction.shared { shared in
      for effects in shared.effects((any PatientEffects).self) {
        try await effects.staysChanged(shared, patients: "select \(patient)::uuid")
      }
    }
    return Audited(Done(), count: 1)
  }
}
