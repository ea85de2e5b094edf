import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// What keeps a task from being called, and until when.
struct TaskHold: Codable, Sendable, Described {
  let since: CalendarDay
  let until: CalendarDay?
  let reasons: [HoldReason]

  static let descriptions = [
    "since": "Since when the task rests", "until": "The last day, where all holds over it end by themselves",
    "reasons": "Why: dispute, administrativeDischarge, readmitted or other",
  ]

  /// `t` is the task, `p` the patient.
  init(_ row: inout PersonalColumns, tenant: UUID) throws {
    let standing: SQL = """
      from discharges.patient own
        join followup.hold h on h.tenant_id = \(tenant) and h.patient_id = own.patient_id and h.lifted_on is null and not h.excludes
        where own.tenant_id = \(tenant) and own.person_id = p.person_id
          and (h.discharge_id is null or h.discharge_id = t.discharge_id)
      """
    since = try row["t.rested_since"]
    until = try row["(select case when bool_and(h.until_on is not null) then max(h.until_on) end \(standing))"]
    reasons = try row["array(select distinct h.reason \(standing) order by 1)"]
  }
}
