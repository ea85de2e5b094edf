import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Takes over who is in hospital now: a list of today's inpatients, or one that somebody types. Open tasks of their earlier discharges rest
/// meanwhile. A stay ends when its discharge comes.
struct OpenStays: Command {
  static let name: StaticString = "stay.open"
  static let summary: StaticString = "Notes patients as inpatients, from a list or by hand; who isn't known is answered"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")
  static let descriptions = ["stays": "1 to 500 stays"]

  let stays: [Stay]

  /// A stay that has begun.
  struct Stay: Codable, Sendable, Described {
    let recordNumber: String
    let departmentId: UUID
    let admittedOn: CalendarDay
    static let descriptions = [
      "recordNumber": "病案号", "departmentId": "The department that the patient is in",
      "admittedOn": "The day of admission",
    ]
  }

  /// What became of the list.
  struct Output: Codable, Sendable, Described {
    let opened: Int
    let unknown: [String]
    static let descriptions = [
      "opened": "How many stays are open now that were not before",
      "unknown": "Record numbers of which no discharge of the caller's scope is known",
    ]
  }

  static let example = Example(
    OpenStays(stays: [Stay(recordNumber: "261001110003", departmentId: TaskSummary.sample.taskId, admittedOn: .sample)]
    ),
    answers: Output(opened: 1, unknown: []))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    try check(call)
    try await VisitedDepartment.require(Set(stays.map(\.departmentId)), transaction)
    let numbers = stays.map(\.recordNumber)
    let known = try await transaction.rows(
      """
      select p.subject_id, p.record_number from discharges.patient p
        where p.tenant_id = \(call.tenant) and p.record_number = any (\(numbers)) and exists (
          select from discharges.discharge d where d.tenant_id = \(call.tenant) and d.patient_id = p.patient_id)
        order by p.patient_id for no key update
      """)
    try PatientLock.concern(known, transaction)
    let found = Set(known.compactMap { try? $0.column(1, as: String.self) })
    let opened = try await transaction.rows(
      """
      insert into discharges.visit (tenant_id, visit_id, patient_id, encounter, department_id, started_on, recorded_by)
      select \(call.tenant), gen_random_uuid(), p.patient_id, 'inpatient', stay.department_id, stay.admitted_on,
          \(call.actor.account)
        from unnest(\(numbers), \(stays.map(\.departmentId)), \(stays.map(\.admittedOn)))
          as stay (record_number, department_id, admitted_on)
        join discharges.patient p on p.tenant_id = \(call.tenant) and p.record_number = stay.record_number
        where stay.record_number = any (\(Array(found))) and not p.deceased
      on conflict do nothing
      """
    ).affected
    let patients: SQL = """
      select patient_id from discharges.patient where tenant_id = \(call.tenant) and record_number = any (\(Array(found)))
      """
    try await transaction.rows(
      ReadmissionEffect.settle(tenant: call.tenant, patients: patients, today: "\(call.today)::date"))
    let unknown = numbers.filter { !found.contains($0) }
    return Audited(Output(opened: opened, unknown: unknown), count: opened)
  }

  private func check(_ call: CallContext) throws(Failure) {
    guard (1...500).contains(stays.count) else {
      throw Failure.violation(
        "stays", "count", LocalizedText(chinese: "每次须为 1 到 500 条", english: "must be 1 to 500"))
    }
    for (index, stay) in stays.enumerated() {
      guard stay.admittedOn <= call.today, (1...50).contains(stay.recordNumber.count) else {
        throw Failure.violation(
          "stays[\(index)]", "range",
          LocalizedText(
            chinese: "入院日期不能晚于今天，病案号须为 1 到 50 个字符",
            english: "the day of admission must not be after today; the record number has 1 to 50 characters"))
      }
    }
  }
}
