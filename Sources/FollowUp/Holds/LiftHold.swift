import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Lifts a hold. Tasks over which no other one stands are on the worklist again; a window that has passed meanwhile is moved by the days of
/// rest.
struct LiftHold: Command {
  static let name: StaticString = "hold.lift"
  static let summary: StaticString = "Lifts a hold; the tasks under it are on the worklist again"
  static let access = Access.requires(.holdManage)
  static let audit = AuditRule.personal("followUp")
  static let descriptions = [
    "holdId": "The hold",
    "expectedVersion": "The version that the caller has seen; refused when it has changed since",
  ]

  let holdId: UUID
  var expectedVersion: Int?

  typealias Output = Done

  static let example = Example(LiftHold(holdId: TaskSummary.sample.taskId, expectedVersion: 1), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    let found = try await transaction.rows(
      "select patient_id, discharge_id from followup.hold where tenant_id = \(call.tenant) and hold_id = \(holdId)")
    guard let row = found.first, let (patient, discharge) = try? row.decode((UUID, UUID?).self) else {
      throw Failure(.notFound)
    }
    try await PatientLock.take(patient, transaction)
    guard discharge != nil || call.reach == .organization else {
      throw Failure.rule("holdId", "wholeHospital", PlaceHold.wholeHospital)
    }
    try await transaction.rows(
      """
      update followup.hold h set lifted_by = \(call.actor.account), lifted_on = \(call.today), lifted_as = 'lifted',
          version = h.version + 1
        where h.tenant_id = \(call.tenant) and h.hold_id = \(holdId)
          and app.guard(h.lifted_on is null, 'INVALID_STATE', 'holdId:holdLifted')
          and app.guard(\(expectedVersion) is null or h.version = \(expectedVersion), 'VERSION_CONFLICT',
            'expectedVersion:versionConflict')
      """)
    try await transaction.shared { try await HoldEffect.refresh($0, patients: "select \(patient)::uuid") }
    return Audited(Done(), count: 1)
  }
}
