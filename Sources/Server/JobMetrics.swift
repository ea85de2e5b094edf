import Operations
import Synchronization

/// Jobs that this process took up, by kind and end.
final class JobMetrics: Sendable {
  /// One kind's figures.
  struct Figures: Sendable {
    var running = 0
    var succeeded = 0
    var ended = 0
  }

  private let kinds = Mutex<[String: Figures]>([:])

  /// The figures, in the order of the kinds' names.
  var snapshot: [(kind: String, figures: Figures)] {
    kinds.withLock { $0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  func change(_ kind: String, _ body: (inout Figures) -> Void) {
    kinds.withLock { body(&$0[kind, default: Figures()]) }
  }
}

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
