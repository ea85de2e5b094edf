package import JSONRPC
import Synchronization

/// What the service counts about itself.
package struct Metrics: Sendable {
  /// Requests of the API.
  package let requests = RequestMetrics()
  /// Calls by method.
  package let calls: CallMetrics
  /// Jobs by kind.
  package let jobs = JobMetrics()

  /// - Parameter methods: those that are told apart; all others count together, since callers can invent names.
  package init(methods: [String]) {
    calls = CallMetrics(methods)
  }
}

/// Requests under way, and answers that aren't 200.
package final class RequestMetrics: Sendable {
  private let underWay = Atomic(0)
  private let total = Atomic(0)
  private let others = Mutex<[Int: Int]>([:])

  /// Requests under way.
  package var inFlight: Int { underWay.load(ordering: .relaxed) }

  /// Answers by status.
  package var answers: [Int: Int] {
    let others = others.withLock { $0 }
    return others.merging([200: total.load(ordering: .relaxed) - others.values.reduce(0, +)]) { $1 }
  }

  /// A request has come.
  package func began() { underWay.add(1, ordering: .relaxed) }

  /// A request has ended.
  package func ended() { underWay.subtract(1, ordering: .relaxed) }

  /// A request is answered.
  package func answered(_ status: Int) {
    total.add(1, ordering: .relaxed)
    if status != 200 { others.withLock { $0[status, default: 0] += 1 } }
  }
}

/// How calls of each method ended and how long they took.
package final class CallMetrics: Sendable {
  /// One method's figures.
  struct Figures: Sendable {
    /// Calls by outcome: 0 is success, then the error codes in their order.
    var outcomes = [Int](repeating: 0, count: ErrorCode.allCases.count + 1)
    /// Calls by duration: at most ``bounds``, the last one beyond.
    var buckets = [Int](repeating: 0, count: CallMetrics.bounds.count + 1)
    /// All durations together.
    var sum = Duration.zero
  }

  private final class Counter: Sendable {
    let figures = Mutex(Figures())
  }

  /// What calls of no method of ours are counted as.
  static let unknown = "unknown"
  /// The upper ends of the histogram's buckets.
  static let bounds: [(duration: Duration, seconds: String)] = [
    (.microseconds(500), "0.0005"), (.milliseconds(1), "0.001"), (.microseconds(2500), "0.0025"),
    (.milliseconds(5), "0.005"), (.milliseconds(10), "0.01"), (.milliseconds(25), "0.025"),
    (.milliseconds(50), "0.05"), (.milliseconds(100), "0.1"), (.milliseconds(250), "0.25"),
    (.milliseconds(500), "0.5"), (.seconds(1), "1"), (.seconds(5), "5"), (.seconds(30), "30"),
  ]

  private let counters: [String: Counter]
  private let unknown = Counter()

  init(_ methods: [String]) {
    counters = Dictionary(methods.map { ($0, Counter()) }) { first, _ in first }
  }

  /// Counts a call.
  /// - Parameter error: how it failed; nil when it succeeded.
  package func count(_ method: String, _ error: ErrorCode?, _ duration: Duration) {
    let place = error.map { 1 + (ErrorCode.allCases.firstIndex(of: $0) ?? 0) } ?? 0
    let bucket = Self.bounds.firstIndex { duration <= $0.duration } ?? Self.bounds.count
    (counters[method] ?? unknown).figures.withLock { figures in
      figures.outcomes[place] += 1
      figures.buckets[bucket] += 1
      figures.sum += duration
    }
  }

  /// The figures of the methods that have been called, in the order of their names.
  var snapshot: [(method: String, figures: Figures)] {
    (counters.map { ($0, $1) } + [(Self.unknown, unknown)])
      .map { (method: $0.0, figures: $0.1.figures.withLock { $0 }) }
      .filter { $0.figures.buckets.contains { $0 > 0 } }
      .sorted { $0.method < $1.method }
  }
}
