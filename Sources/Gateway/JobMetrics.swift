import Synchronization

/// Jobs that this process took up, by kind and end.
package final class JobMetrics: Sendable {
  /// One kind's figures.
  package struct Figures: Sendable {
    package var running = 0
    package var succeeded = 0
    package var ended = 0
  }

  private let kinds = Mutex<[String: Figures]>([:])

  /// The figures, in the order of the kinds' names.
  var snapshot: [(kind: String, figures: Figures)] {
    kinds.withLock { $0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Changes a kind's figures.
  package func change(_ kind: String, _ body: (inout Figures) -> Void) {
    kinds.withLock { body(&$0[kind, default: Figures()]) }
  }
}
