import Operations
import SQL

/// Removes a hospital's rows, some thousand in a transaction, each with its events in the platform's and the hospital's log. What a
/// crash leaves undone the next holder goes on with: the database knows what is left.
struct RemovalJob: JobHandler {
  let kind = "hospitalRemoval"
  private let rowsAtMost: Int32

  init(rowsAtMost: Int32 = 5_000) {
    self.rowsAtMost = rowsAtMost
  }

  func step(_ job: RunningJob) async throws -> JobStep {
    try await job.chunk("hospital.remove.chunk") { transaction in
      let rows = try await transaction.rows("select handover.remove_rows(\(job.subjectID), \(rowsAtMost))")
      let removed = try rows.single(Int.self)
      let done = try await transaction.done() + removed
      try await transaction.progress(done: done, total: 0, message: "\(done)")
      try await transaction.close(subjects: [], count: removed)
      return removed < Int(rowsAtMost) ? .done : .more
    }
  }
}
