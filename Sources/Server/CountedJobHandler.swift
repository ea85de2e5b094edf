import Gateway
import Operations

/// A job's handler, counted.
struct CountedJobHandler: JobHandler {
  let inner: any JobHandler
  let metrics: JobMetrics

  var kind: String { inner.kind }

  func step(_ job: RunningJob) async throws -> JobStep {
    metrics.change(kind) { $0.running += 1 }
    do {
      let step = try await inner.step(job)
      metrics.change(kind) {
        $0.running -= 1
        if case .done = step { $0.succeeded += 1 }
      }
      return step
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
