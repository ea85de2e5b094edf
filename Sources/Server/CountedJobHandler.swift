import Gateway
import Operations

/// A job's handler, counted.
struct CountedJobHandler: JobHandler {
  let inner: any JobHandler
  let metrics: JobMetrics

  var kind: String { inner.kind }

  func run(_ job: RunningJob) async throws {
    metrics.change(kind) { $0.running += 1 }
    do {
      try await inner.run(job)
      metrics.change(kind) {
        $0.running -= 1
        $0.succeeded += 1
      }
    } catch {
      metrics.change(kind) {
        $0.running -= 1
        $0.ended += 1
      }
      throw error
    }
  }

  func giveUp(_ job: RunningJob) async throws { try await inner.giveUp(job) }
}
