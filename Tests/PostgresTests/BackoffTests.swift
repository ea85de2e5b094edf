import Testing

@testable import Postgres

@Suite("Pauses between attempts to connect")
struct BackoffTests {
  @Test("They double up to the longest one and begin anew after success")
  func doubles() {
    var backoff = Backoff(shortest: .milliseconds(100), longest: .seconds(1))
    let pauses = (0..<6).map { _ in backoff.next(chance: 0) }
    #expect(pauses == [50, 100, 200, 400, 500, 500].map { .milliseconds($0) })
    backoff.reset()
    let first = backoff.next(chance: 0)
    #expect(first == .milliseconds(50))
  }

  @Test("Chance spreads them over the upper half of the step", arguments: [(0, 50), (0.5, 75), (1, 100)])
  func spreads(chance: Double, milliseconds: Int) {
    var backoff = Backoff(shortest: .milliseconds(100), longest: .milliseconds(100))
    let pause = backoff.next(chance: chance)
    #expect(pause == .milliseconds(milliseconds))
  }
}
