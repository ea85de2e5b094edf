import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Somebody tells of a death. Everything stops at once: tasks of all departments, requests for numbers, holds; no task is made any more.
struct RecordDeath: Command {
  static let name: StaticString = "patient.recordDeath"
  static let summary: StaticString = "Records a patient's death and stops everything that was planned"
  static let access = Access.requires(.patientManage)
  static let audit = AuditRule.personal("patient")
  static let descriptions = [
    "patientId": "The patient", "on": "The day of death, where it is known",
    "source": "Who told of it: family, ward, registry (a register of deaths) or other",
  ]

  let patientId: UUID
  var on: CalendarDay?
  let source: Source

  /// Who told of it.
  enum Source: String, Codable, Sendable, CaseIterable, JSONSchemaProviding {
    case family, ward, registry, other
  }

  /// What it stopped.
  struct Output: Codable, Sendable, Described {
    let stoppedTasks: Int
    static let descriptions = ["stoppedTasks": "How many open tasks were cancelled, over all departments"]
  }

  static let example = Example(
    RecordDeath(patientId: TaskSummary.sample.taskId, on: .sample, source: .family), answers: Output(stoppedTasks: 3))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    guard on.map({ $0 <= call.today }) ?? true else {
      throw Failure.violation(
        "on", "range", LocalizedText(chinese: "死亡日期不能晚于今天", english: "must not be after today"))
    }
    try await PatientLock.take(patientId, transaction)
    try await transaction.rows(
      """
      select app.guard(not exists (
        select from discharges.discharge d
          where d.tenant_id = \(call.tenant) and d.discharged_on > \(on) and d.way_of_leaving <> 5
            and d.patient_id = any (array(\(Person.rows(tenant: call.tenant, of: "select \(patientId)::uuid"))))),
        'RULE_VIOLATION', 'on:aliveAfterwards')
      """)
    let stopped = try await transaction.shared {
      try await ToldDeath.record($0, patient: patientId, on: on, source: source.rawValue)
    }
    return Audited(Output(stoppedTasks: stopped), count: 1)
  }
}
