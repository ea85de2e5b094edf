package import FoundationEssentials
import JSONRPC
package import Operations
import SQL
import Vault

/// Notes an outpatient or emergency visit: follow-up asks visiting patients too, and who has come back needn't be told to.
struct RecordVisit: Command {
  static let name: StaticString = "visit.record"
  static let summary: StaticString = "Records an outpatient or emergency visit of a patient"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")
  static let descriptions = [
    "patientId": "The patient", "encounter": "outpatient or emergency", "departmentId": "The department visited",
    "on": "The day of the visit",
  ]

  let patientId: UUID
  let encounter: Encounter
  let departmentId: UUID
  let on: CalendarDay

  /// What kind of visit; stays are opened by stay.open.
  enum Encounter: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
    case outpatient, emergency
  }

  /// The visit.
  struct Output: Codable, Sendable, Described {
    let visitId: UUID
    static let descriptions = ["visitId": "The visit"]
  }

  static let example = Example(
    RecordVisit(patientId: ImportID.sample, encounter: .outpatient, departmentId: ImportID.sample, on: .sample),
    answers: Output(visitId: ImportID.sample))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    guard on <= call.today else {
      throw Failure.violation(
        "on", "range", LocalizedText(chinese: "就诊日期不能晚于今天", english: "must not be after today"))
    }
    try await PatientLock.take(patientId, transaction)
    try await VisitedDepartment.require([departmentId], transaction)
    let id = UUID.version7()
    try await transaction.rows(
      """
      insert into discharges.visit (tenant_id, visit_id, patient_id, encounter, department_id, started_on, ended_on, recorded_by)
      values (\(call.tenant), \(id), \(patientId), \(encounter.rawValue), \(departmentId), \(on), \(on), \(call.actor.account))
      """)
    return Audited(Output(visitId: id), count: 1)
  }
}

/// The departments that a visit can be recorded for: the hospital's, within the caller's scope.
package enum VisitedDepartment {
  /// - Throws: `NOT_FOUND` when one isn't there, or isn't the caller's.
  package static func require(
    _ departments: Set<UUID>, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) {
    let call = transaction.call
    if case .departments(let covered) = call.reach, !departments.isSubset(of: covered) { throw Failure(.notFound) }
    let rows = try await transaction.rows(
      """
      select department_id from directory.department
        where tenant_id = \(call.tenant) and department_id = any (\(Array(departments)))
      """)
    guard rows.count == departments.count else { throw Failure(.notFound) }
  }
}
