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

  func run(_ job: RunningJob) async throws {
    var removed = 0
    while true {
      let before = removed
      let step = try await job.chunk("hospital.remove.chunk") { transaction in
        let rows = try await transaction.rows("select handover.remove_rows(\(job.subjectID), \(rowsAtMost))")
        let step = try rows.single(Int.self)
        try await transaction.progress(done: before + step, total: 0, message: "\(before + step)")
        try await transaction.close(subjects: [], count: step)
        return step
      }
      removed += step
      if step < Int(rowsAtMost) { return }
    }
  }
}
