import FoundationEssentials
import Testing

@testable import Gateway

@Suite("How much of a credential runs at once")
struct ConcurrencyTests {
  @Test("So many run, so many wait, the next is refused; who leaves lets the first waiting in")
  func concurrency() async throws {
    let limiter = ConcurrencyLimiter(running: 1, total: 2)
    let credential = UUID()
    let far = ContinuousClock.now.advanced(by: .seconds(60))
    #expect(await limiter.enter(credential, deadline: far) == .admitted)
    async let second = limiter.enter(credential, deadline: far)
    while limiter.count < 2 { await Task.yield() }
    #expect(await limiter.enter(credential, deadline: far) == .full)
    #expect(await limiter.enter(UUID(), deadline: far) == .admitted)
    limiter.leave(credential)
    #expect(await second == .admitted)
    limiter.leave(credential)
    #expect(limiter.count == 1)
  }

  @Test("Who waits too long or goes away leaves the queue")
  func leavingTheQueue() async throws {
    let limiter = ConcurrencyLimiter(running: 1, total: 5)
    let credential = UUID()
    _ = await limiter.enter(credential, deadline: .now)
    #expect(await limiter.enter(credential, deadline: .now) == .deadlinePassed)
    let waiting = Task { await limiter.enter(credential, deadline: .now.advanced(by: .seconds(60))) }
    while limiter.count < 2 { await Task.yield() }
    waiting.cancel()
    #expect(await waiting.value == .cancelled)
    #expect(limiter.count == 1)
  }

  @Test("A part waits however long the queue is")
  func patience() async {
    let limiter = ConcurrencyLimiter(running: 1, total: 1)
    let credential = UUID()
    let far = ContinuousClock.now.advanced(by: .seconds(60))
    #expect(await limiter.enter(credential, deadline: far) == .admitted)
    #expect(await limiter.enter(credential, deadline: far) == .full)
    async let part = limiter.enter(credential, deadline: far, isPatient: true)
    while limiter.count < 2 { await Task.yield() }
    limiter.leave(credential)
    #expect(await part == .admitted)
  }
}
