import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Takes over who is in hospital now: a list of today's inpatients, or one that somebody types. Open tasks of their earlier discharges rest
/// meanwhile. A stay ends when its discharge comes. Who isn't known yet is registered when the list says who it is.
struct OpenStays: Command {
  static let name: StaticString = "stay.open"
  static let summary: StaticString =
    "Notes patients as inpatients, from a list or by hand, and registers who isn't known yet"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")
  static let descriptions = ["stays": "1 to 500 stays, each patient once"]

  let stays: [Stay]

  /// A stay that has begun.
  struct Stay: Codable, Sendable, Described {
    let recordNumber: String
    let departmentId: UUID
    let admittedOn: CalendarDay
    var patient: Newcomer?
    static let descriptions = [
      "recordNumber": "病案号", "departmentId": "The department that the patient is in",
      "admittedOn": "The day of admission",
      "patient":
        "Who it is: registers somebody whom the hospital doesn't know yet, and opens the stay of somebody whom only other departments know",
    ]
  }

  /// What became of the list.
  struct Output: Codable, Sendable, Described {
    let opened: Int
    let registered: Int
    let unknown: [String]
    let conflicts: [String]
    let deceased: [String]
    let elsewhere: [String]
    static let descriptions = [
      "opened": "How many stays are open now that were not before",
      "registered": "How many of the patients the hospital hadn't known",
      "unknown": "Record numbers of which no stay of the caller's scope is known: give patient",
      "conflicts": "Record numbers that belong to somebody else than the patient given: check the number and the name",
      "deceased": "Record numbers of patients who are recorded as dead: check the number, or take the death back",
      "elsewhere": "Record numbers of patients with an open stay in another department, which must end there first",
    ]
  }

  static let example = Example(
    OpenStays(stays: [
      Stay(
        recordNumber: "261001110003", departmentId: TaskSummary.sample.taskId, admittedOn: .sample,
        patient: Newcomer(name: "张三丰", sex: 1, birthDate: .sample, phone: "13800001234"))
    ]), answers: Output(opened: 1, registered: 1, unknown: [], conflicts: [], deceased: [], elsewhere: []))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    try check(call)
    try await VisitedDepartment.require(Set(stays.map(\.departmentId)), transaction)
    let numbers = stays.map(\.recordNumber)
    let people = try await AdmittedPatients.resolve(
      zip(numbers, stays).map { (recordNumber: $0, newcomer: $1.patient) }, transaction)
    let accepted = Array(people.accepted)
    let opened = try await transaction.rows(
      """
      insert into discharges.visit (tenant_id, visit_id, patient_id, encounter, department_id, started_on, recorded_by)
      select \(call.tenant), gen_random_uuid(), p.patient_id, 'inpatient', stay.department_id, stay.admitted_on,
          \(call.actor.account)
        from unnest(\(numbers), \(stays.map(\.departmentId)), \(stays.map(\.admittedOn)))
          as stay (record_number, department_id, admitted_on)
        join discharges.patient p on p.tenant_id = \(call.tenant) and p.record_number = stay.record_number
        where stay.record_number = any (\(accepted))
      on conflict do nothing
      """
    ).affected
    let patients: SQL = """
      select patient_id from discharges.patient where tenant_id = \(call.tenant) and record_number = any (\(accepted))
      """
    try await transaction.shared { shared in
      for effects in shared.effects((any PatientEffects).self) {
        try await effects.staysChanged(shared, patients: patients)
      }
    }
    let inside = try await transaction.rows(
      """
      select p.record_number from discharges.patient p
        join discharges.visit v on v.tenant_id = \(call.tenant) and v.patient_id = p.patient_id and v.ended_on is null
        where p.tenant_id = \(call.tenant) and p.record_number = any (\(accepted))
          and v.department_id = any (\(stays.map(\.departmentId)))
      """)
    let here = Set(try inside.values(String.self))
    return Audited(
      Output(
        opened: opened, registered: people.registered.count, unknown: people.unknown, conflicts: people.conflicts,
        deceased: people.deceased, elsewhere: numbers.filter { people.accepted.contains($0) && !here.contains($0) }),
      count: opened)
  }

  private func check(_ call: CallContext) throws(Failure) {
    guard (1...500).contains(stays.count) else {
      throw Failure.violation(
        "stays", "count", LocalizedText(chinese: "每次须为 1 到 500 条", english: "must be 1 to 500"))
    }
    var seen: Set<String> = []
    for (index, stay) in stays.enumerated() {
      guard stay.admittedOn <= call.today, (1...50).contains(stay.recordNumber.count) else {
        throw Failure.violation(
          "stays[\(index)]", "range",
          LocalizedText(
            chinese: "入院日期不能晚于今天，病案号须为 1 到 50 个字符",
            english: "the day of admission must not be after today; the record number has 1 to 50 characters"))
      }
      guard seen.insert(stay.recordNumber).inserted else {
        throw Failure.violation(
          "stays[\(index)]", "unique",
          LocalizedText(chinese: "同一病案号在名单中重复", english: "the list has the same record number twice"))
      }
      try stay.patient?.check("stays[\(index)].patient", today: call.today)
    }
  }
}
