/// What a run of calls came to.
struct LoadResult: Sendable {
  /// Answers as expected.
  var answered = 0
  /// Other answers; the first one's beginning is kept.
  var unexpected = 0
  var firstUnexpected: String?
  /// Seconds from the first call to the last answer.
  var seconds = 0.0
  /// Microseconds each of the calls that count, in no order.
  var microseconds: [Int32] = []

  /// Answers a second.
  var rate: Double { seconds > 0 ? Double(answered) / seconds : 0 }

  /// Milliseconds within which this share of the calls was answered.
  func percentile(_ share: Double) -> Double {
    guard !microseconds.isEmpty else { return 0 }
    let sorted = microseconds.sorted()
    let place = min(sorted.count - 1, Int(Double(sorted.count) * share))
    return Double(sorted[place]) / 1000
  }

  /// Refuses a run whose figures would be about something else.
  func checked(_ name: String) throws -> LoadResult {
    guard unexpected == 0, answered > 0 else {
      throw Finding("\(name): \(unexpected) unexpected answers of \(unexpected + answered): \(firstUnexpected ?? "")")
    }
    return self
  }
}
