import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Takes a wrong file back as if it had not come, as long as nobody has worked on what became of it. A job does it, so that a file of any
/// size can be taken back; from this call on nothing can be done on its tasks.
struct UndoImport: Command {
  static let name: StaticString = "discharge.import.undo"
  static let summary: StaticString =
    "Takes a wrong file back by a job: what only it brought goes, what it changed is as before; refused when its tasks have been worked on"
  static let access = Access.requires(.dischargeImport)
  static let audit = AuditRule.personal("import")
  static let descriptions = [
    "importId": "The import", "reason": "Why, 2 to 200 characters, for the audit trail; no personal data in it",
  ]

  let importId: UUID
  let reason: StatedReason

  typealias Output = UndoneImport

  static let example = Example(
    UndoImport(importId: ImportID.sample, reason: "选错了月份的文件"),
    answers: UndoneImport(jobId: ImportID.sample, removed: 1176, restored: 0, patientsRemoved: 1150))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let tenant = transaction.call.tenant
    let isContinued = try await requireEnded(transaction)
    if !isContinued {
      try await requireNothingLater(transaction)
      try await requireNothingDone(transaction)
    }
    let counts = try await counted(transaction)
    let job = try await ImportQueue.add("dischargeImportUndo", importId, transaction)
    try await transaction.rows(UndoLock.statement(tenant: tenant))
    try await transaction.rows(
      """
      update discharges.import set undo_job_id = \(job), status = 'undoing',
          status_before_undo = coalesce(status_before_undo, case status when 'committed' then 'cancelled' else status end)
        where tenant_id = \(tenant) and import_id = \(importId)
      """)
    try await transaction.note(reason.text)
    return Audited(
      UndoneImport(
        jobId: job, removed: counts.removed, restored: counts.restored, patientsRemoved: counts.patientsRemoved),
      count: counts.removed + counts.restored)
  }

  /// - Returns: whether an undoing that was given up goes on.
  private func requireEnded(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Bool {
    let tenant = transaction.call.tenant
    let rows = try await transaction.rows(
      """
      select i.status, coalesce(j.status in ('queued', 'running'), false), coalesce(r.status in ('queued', 'running'), false), exists (
          select from discharges.import other
            where other.tenant_id = i.tenant_id and other.status = 'undoing' and other.import_id <> i.import_id)
        from discharges.import i left join operations.job j on j.tenant_id = i.tenant_id and j.job_id = i.undo_job_id
        left join operations.job r on r.tenant_id = i.tenant_id and r.job_id = i.job_id
        where i.tenant_id = \(tenant) and i.import_id = \(importId) for update of i
      """)
    guard let (status, isUnderWay, isRead, hasOther) = try? rows.first?.decode((String, Bool, Bool, Bool).self) else {
      throw Failure(.notFound)
    }
    if hasOther { throw UndoRefusals.anotherUndo }
    if status == "undoing", !isUnderWay { return true }
    let isStopped = status == "committed" && !isRead
    guard isStopped || ["finished", "failed", "cancelled"].contains(status) else { throw UndoRefusals.notEnded }
    return false
  }

  /// For a quick answer; the job looks again when no other file is being read.
  private func requireNothingLater(_ transaction: borrowing WriteTransaction) async throws(Failure) {
    let rows = try await transaction.rows(
      ImportTraces.changedLater(of: importId, tenant: transaction.call.tenant))
    guard let count = try? rows.single(Int.self), count == 0 else { throw UndoRefusals.laterImport }
  }

  /// For a quick answer; the job looks again when nothing more can begin.
  private func requireNothingDone(_ transaction: borrowing WriteTransaction) async throws(Failure) {
    let discharges = ImportTraces.discharges(of: importId, tenant: transaction.call.tenant)
    let count = try await transaction.shared { try await WorkedOn.count($0, discharges) }
    guard count == 0 else { throw UndoRefusals.workedOn(count) }
  }

  /// What will have gone and come back, with what an undoing that goes on has done already.
  private func counted(
    _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> (removed: Int, restored: Int, patientsRemoved: Int) {
    let tenant = transaction.call.tenant
    let rows = try await transaction.rows(
      """
      with stay as materialized (
        select d.patient_id, exists (
            select from discharges.discharge_history h
              where h.tenant_id = d.tenant_id and h.discharge_id = d.discharge_id and h.import_id = d.import_id) as is_restored
          from discharges.discharge d where d.tenant_id = \(tenant) and d.import_id = \(importId)),
      person as (
        select patient_id, count(*) filter (where not is_restored) as brought from stay group by patient_id)
      select i.removed_count + (select count(*) from stay where not is_restored),
          i.restored_count + (select count(*) from stay where is_restored),
          i.removed_patient_count + (
            select count(*) from person where brought = (
              select count(*) from discharges.discharge d where d.tenant_id = \(tenant) and d.patient_id = person.patient_id))
        from discharges.import i where i.tenant_id = \(tenant) and i.import_id = \(importId)
      """)
    guard let counts = try? rows.single((Int, Int, Int).self) else { throw Failure(.internalError) }
    return (counts.0, counts.1, counts.2)
  }
}

/// What the job will take back.
struct UndoneImport: Codable, Sendable, Described {
  let jobId: UUID
  let removed: Int
  let restored: Int
  let patientsRemoved: Int
  static let descriptions = [
    "jobId": "The job, to be waited for with job.wait; discharge.import.read tells what it came to",
    "removed": "Discharges that only this import had brought: they go",
    "restored": "Discharges that will be as before it",
    "patientsRemoved": "Patients without another discharge: they go unless something else holds them",
  ]
}
