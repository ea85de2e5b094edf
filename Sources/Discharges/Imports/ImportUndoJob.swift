import FoundationEssentials
import JSONRPC
public import Operations
import SQL

/// Takes an import back, some hundred patients a transaction, whose event names them. What a crash leaves undone the next holder goes on
/// with: the discharges that still name the import. It can't be stopped half-way.
public struct ImportUndoJob: JobHandler {
  /// As `operations.job` names it.
  public let kind = "dischargeImportUndo"
  private let patientsAtMost: Int

  /// - Parameter patientsAtMost: how many a transaction takes: few enough that a file being read or a policy being published waits moments.
  public init(patientsAtMost: Int = 500) {
    self.patientsAtMost = patientsAtMost
  }

  /// How many discharges there are in all, kept from the first step on.
  private struct Total: Sendable {
    let count: Int
  }

  /// Looks whether it may, then goes from patient to patient; departments and staff come last.
  public func step(_ job: RunningJob) async throws -> JobStep {
    var total = job.memory.take(Total.self)
    if total == nil { total = try await begin(job).map(Total.init) }
    guard let total else { return .done }
    guard try await chunk(job, total.count) else {
      try await finish(job)
      return .done
    }
    job.memory.keep(total)
    return .more
  }

  /// Nothing can be done on the tasks any more, and no file is being read, so what is seen now holds until the end.
  /// - Returns: how many discharges there are in all; nil when it has been undone already.
  private func begin(_ job: RunningJob) async throws -> Int? {
    let (total, refusal) = try await job.chunk("discharge.import.undo.begin") { transaction -> (Int?, Failure?) in
      let tenant = transaction.tenant
      try await transaction.rows(DischargeLock.statement(tenant: tenant))
      let left = ImportTraces.discharges(of: job.subjectID, tenant: tenant)
      let state = try await transaction.rows(
        """
        select removed_count + restored_count, (select count(*) from (\(left)) as left_over) from discharges.import
          where tenant_id = \(tenant) and import_id = \(job.subjectID) and status = 'undoing' and undo_job_id = \(job.jobID)
        """)
      guard let (done, rest) = try state.first?.decode((Int, Int).self) else {
        try await transaction.close(subjects: [], count: 0)
        return (nil, nil)
      }
      // What has begun is ended: only a first look may find what forbids it.
      let refusal = done > 0 ? nil : try await self.refusal(job.subjectID, left, transaction)
      if refusal != nil {
        try await transaction.rows(
          """
          update discharges.import set status = status_before_undo, status_before_undo = null
            where tenant_id = \(tenant) and import_id = \(job.subjectID)
          """)
      }
      try await transaction.close(subjects: [], count: 0)
      return (done + rest, refusal)
    }
    if let refusal { throw refusal }
    return total
  }

  /// What forbids the undoing: somebody has worked on it, or a file that was being read when it was asked for has changed its stays.
  private func refusal(
    _ importID: UUID, _ left: SQL, _ transaction: borrowing JobTransaction
  ) async throws -> Failure? {
    let tenant = transaction.tenant
    let workedOn = try await transaction.shared { try await WorkedOn.count($0, left) }
    if workedOn > 0 { return UndoRefusals.workedOn(workedOn) }
    let later = try await transaction.rows(ImportTraces.changedLater(of: importID, tenant: tenant)).single(Int.self)
    return later > 0 ? UndoRefusals.laterImport : nil
  }

  /// - Returns: whether there was something to do.
  private func chunk(_ job: RunningJob, _ total: Int) async throws -> Bool {
    try await job.chunk("discharge.import.undo.chunk") { transaction in
      let tenant = transaction.tenant
      try await transaction.rows(DischargeLock.statement(tenant: tenant))
      let traces = try await ImportTraces.next(of: job.subjectID, patients: patientsAtMost, transaction)
      guard !traces.patients.isEmpty else {
        try await transaction.close(subjects: [], count: 0)
        return false
      }
      let patients = try await putRight(traces, job.subjectID, transaction)
      let rows = try await transaction.rows(
        """
        update discharges.import set removed_count = removed_count + \(traces.created.count),
            restored_count = restored_count + \(traces.restored.count),
            removed_patient_count = removed_patient_count + \(patients)
          where tenant_id = \(tenant) and import_id = \(job.subjectID)
          returning removed_count, restored_count
        """)
      let (removed, restored) = try rows.single((Int, Int).self)
      try await transaction.progress(
        done: removed + restored, total: total, message: "已撤销：删除 \(removed)，还原 \(restored)")
      try await transaction.close(subjects: traces.subjects, count: traces.created.count + traces.restored.count)
      return true
    }
  }

  /// - Returns: how many patients went.
  private func putRight(
    _ traces: ImportTraces, _ importID: UUID, _ transaction: borrowing JobTransaction
  ) async throws -> Int {
    let tenant = transaction.tenant
    let sql = ImportUndoSQL(tenant: tenant, importID: importID, traces: traces)
    try await transaction.shared { shared in
      for effects in shared.effects((any PatientEffects).self) {
        try await effects.dischargesRemoved(shared, discharges: traces.createdSQL)
      }
    }
    for statement in sql.statements { try await transaction.rows(statement) }
    let forgotten = try await transaction.rows(sql.forgetUnheld).single(Int.self)
    let restored = RestoredDischarges(
      discharges: traces.restoredSQL, patients: traces.patientsSQL, moments: traces.momentsSQL)
    try await transaction.shared { shared in
      for effects in shared.effects((any PatientEffects).self) { try await effects.importUndone(shared, restored) }
    }
    return forgotten
  }

  private func finish(_ job: RunningJob) async throws {
    try await job.chunk("discharge.import.undo.end") { transaction in
      let rows = try await transaction.rows(
        """
        with met as materialized (select * from directory.forget_met(\(job.subjectID)))
        update discharges.import set status = 'undone', status_before_undo = null,
            removed_department_count = removed_departments, kept_department_count = kept_departments,
            removed_staff_count = removed_staff, kept_staff_count = kept_staff
          from met where tenant_id = \(transaction.tenant) and import_id = \(job.subjectID)
          returning removed_count, restored_count, removed_patient_count
        """)
      let (removed, restored, patients) = try rows.single((Int, Int, Int).self)
      try await transaction.progress(
        done: removed + restored, total: removed + restored,
        message: "已撤销：删除病例 \(removed)，还原病例 \(restored)，删除患者 \(patients)")
      try await transaction.close(subjects: [], count: removed + restored)
    }
  }
}
