import FoundationEssentials
import FrontPages
import Postgres
import SQL

/// What must hold after every crash, counted in the database by the superuser, who sees everything.
struct CrashInvariants: Sendable {
  let database: Database
  let hospital: Hospital
  let log: CrashWriters.Log
  /// Writable tasks that the rounds so far could use.
  let tasks: Int
  let importID: String
  let counts: ImportClient.Counts
  let expected: SyntheticSummary

  /// Each that doesn't hold, in words.
  func violations() async throws -> [String] {
    var violations = sums()
    violations += log.refusals.prefix(3).map { "a writer was refused: \($0)" }
    if !log.open.isEmpty { violations.append("\(log.open.count) attempts were never acknowledged") }
    let acknowledged = log.acknowledged.values.compactMap { UUID(uuidString: $0) }
    let found = try await count("select count(*) from followup.attempt where attempt_id = any (\(acknowledged))")
    if found != log.acknowledged.count { violations.append("\(log.acknowledged.count) acknowledged, \(found) there") }
    for (what, statement) in emptyCounts {
      let count = try await count(statement)
      if count != 0 { violations.append("\(what): \(count)") }
    }
    return violations
  }

  private func sums() -> [String] {
    let wanted = ImportClient.Counts(
      read: expected.rows, new: expected.rows - expected.duplicates - expected.rejectedRows, updated: 0,
      unchanged: expected.duplicates, rejected: expected.rejectedRows)
    return counts == wanted ? [] : ["the import came to \(counts), not to \(wanted)"]
  }

  /// Counts that must be nought.
  private var emptyCounts: [(what: String, statement: SQL)] {
    [
      ("requests left open", "select count(*) from audit.open"),
      (
        "stays twice",
        "select count(*) - count(distinct (tenant_id, record_number, stay_number)) from discharges.discharge"
      ),
      (
        "stays of the file that are missing or too many",
        "select count(*) - \(counts.new) from discharges.discharge where import_id = \(importID)::text::uuid"
      ),
      (
        "rejections that are missing or too many",
        "select count(*) - \(counts.rejected) from discharges.import_rejection where import_id = \(importID)::text::uuid"
      ),
      ("discharges with another number of tasks than the policy asks for", wrongTasks),
      ("tasks with more than one attempt", repeatedAttempts),
      ("tasks whose state isn't their attempt's", wrongStates),
      ("attempts without their event", attemptsWithoutEvent), ("events without their attempt", eventsWithoutAttempt),
    ]
  }

  private var writable: SQL {
    "task_id between \(FilledID.sql(FilledID.firstWritable)) and \(FilledID.sql(FilledID.firstWritable + tasks))"
  }

  private var wrongTasks: SQL {
    """
    select count(*) from discharges.discharge d
      join discharges.patient p on p.tenant_id = d.tenant_id and p.patient_id = d.patient_id
      where d.import_id = \(importID)::text::uuid
        and (select count(*) from followup.task t where t.tenant_id = d.tenant_id and t.discharge_id = d.discharge_id) <>
          case when d.way_of_leaving = 5 or p.deceased
              or case when d.hour_known then d.discharged_at - d.admitted_at <= interval '24 hours'
                else d.discharged_at::date - d.admitted_at::date <= 1 end
            then 0 else 3 end
    """
  }

  private var repeatedAttempts: SQL {
    "select count(*) from (select task_id from followup.attempt where \(writable) group by 1 having count(*) > 1) as r"
  }

  private var wrongStates: SQL {
    """
    select count(*) from followup.task t
      where \(writable) and (t.status = 'completed') <> exists (
        select from followup.attempt a join followup.record r on r.tenant_id = a.tenant_id and r.attempt_id = a.attempt_id
          where a.tenant_id = t.tenant_id and a.task_id = t.task_id)
    """
  }

  /// An attempt and its event are of one transaction, and the row says of which.
  private var attemptsWithoutEvent: SQL {
    """
    select count(*) from followup.attempt a
      where \(writable) and not exists (
        select from audit.event e
          where e.tenant_id = a.tenant_id and e.method = 'followup.attempt.record' and e.outcome = 'allowed'
            and e.reason is null and e.xid::text::bigint % 4294967296 = a.xmin::text::bigint)
    """
  }

  private var eventsWithoutAttempt: SQL {
    """
    select count(*) from audit.event e
      where e.tenant_id = \(hospital.tenant) and e.method = 'followup.attempt.record' and e.outcome = 'allowed'
        and e.reason is null and not exists (
          select from followup.attempt a
            where a.tenant_id = e.tenant_id and a.xmin::text::bigint = e.xid::text::bigint % 4294967296)
    """
  }

  private func count(_ statement: SQL) async throws -> Int {
    try await database.pipelined([statement], on: .work)[0].single(Int.self)
  }
}
