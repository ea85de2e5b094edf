import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import Discharges
@testable import Identity
@testable import Server

@Suite("Rates")
struct RateTests {
  private static let current = #"{"jsonrpc":"2.0","method":"session.current","id":1}"#

  private static func limits(_ perSecond: Int, burst: Int) -> ServiceLimits {
    var limits = ServiceLimits.generous
    limits.callsPerSecond = perSecond
    limits.callBurst = burst
    return limits
  }

  private static func bearer(_ person: TestPerson, _ region: TestRegion) throws -> [String: String] {
    ["Authorization": "Bearer \(try #require(region.people.tokens[person]).text)"]
  }

  @Test("A bucket lets a burst through, then as many as the time gives; each key has its own")
  func bucket() {
    let limiter = RateLimiter<String>(CallRate(perSecond: 10, burst: 3))
    let start = ContinuousClock.now
    #expect((0..<3).allSatisfy { _ in limiter.take("a", now: start) == nil })
    #expect(limiter.take("a", now: start) == 100)
    #expect(limiter.wait("a", now: start) == 100 && limiter.wait("b", now: start) == nil)
    #expect(limiter.take("b", now: start) == nil)
    #expect((1...2).contains(limiter.take("a", now: start.advanced(by: .milliseconds(99))) ?? 0))
    #expect(limiter.take("a", now: start.advanced(by: .milliseconds(100))) == nil)
    let later = start.advanced(by: .seconds(3600))
    #expect((0..<4).map { _ in limiter.take("a", now: later) == nil } == [true, true, true, false])
    let own = CallRate(perSecond: 1, burst: 1)
    #expect(limiter.take("key", at: own, now: start) == nil && limiter.take("key", at: own, now: start) == 1000)
  }

  @Test(
    "However many keys come, what is kept of them is bounded, and whoever has used up the own bucket isn't forgotten first"
  )
  func capacity() {
    let limiter = RateLimiter<Int>(CallRate(perSecond: 1, burst: 2), capacity: 100)
    let start = ContinuousClock.now
    for _ in 0..<3 { _ = limiter.take(-1, now: start) }
    let later = start.advanced(by: .milliseconds(1500))
    for key in 0..<99 { _ = limiter.take(key, now: start.advanced(by: .seconds(-10))) }
    _ = limiter.take(1000, now: later)
    #expect(limiter.wait(-1, now: start.advanced(by: .milliseconds(500))) != nil)
  }

  @Test("An account calls so often, in however many sessions; then 429 with Retry-After, and nothing runs")
  func account() async throws {
    try await TestRegion.run { region in
      let first = try Self.bearer(.nurse, region)
      let account = try #require(region.people.accounts[.nurse])
      let session = try await region.perform(SignIn(username: account.username, password: account.password), as: nil)
      let second = ["Authorization": "Bearer \(session.token)"]
      let manager = try Self.bearer(.manager, region)
      try await LocalService.run(over: region.dispatcher, limits: Self.limits(1, burst: 4)) { service async throws in
        // A slow machine has given a call back meanwhile: then both are asked again, but not so often that the other session could have
        // used up four of its own.
        for _ in 0..<100 where try await service.call(Self.current, fields: first).status == 429 { break }
        var refused = try await service.call(Self.current, fields: second)
        for _ in 0..<2 where refused.status == 200 {
          for _ in 0..<100 where try await service.call(Self.current, fields: first).status == 429 { break }
          refused = try await service.call(Self.current, fields: second)
        }
        #expect(refused.status == 429 && refused.errorCode == "RATE_LIMITED" && refused.fields["retry-after"] == "1")
        let error = refused.json?["error"]?["data"]
        #expect((1...1000).contains(error?["retryAfterMs"]?.integer ?? 0) && error?["retryable"]?.boolean == true)
        #expect(refused.json?["id"]?.integer == 1)
        #expect(try await service.call(Self.current, fields: manager).status == 200)
      }
    }
  }

  @Test("A batch counts by its items and is answered item by item; a method that there is not counts as well")
  func batch() async throws {
    try await TestRegion.run { region in
      let fields = try Self.bearer(.nurse, region)
      try await LocalService.run(over: region.dispatcher, limits: Self.limits(1, burst: 3)) { service async throws in
        let unknown = #"{"jsonrpc":"2.0","method":"nothing","id":2}"#
        // On a slow machine the first one takes so long that a call is given back; the three after it take no time.
        let answer = try await service.call(
          "[\(Self.current),\(unknown),\(unknown),\(unknown),\(Self.current)]", fields: fields)
        let codes = answer.json?.elements.map { $0["error"]?["data"]?["code"]?.string ?? "OK" } ?? []
        #expect(answer.status == 200 && codes.prefix(3) == ["OK", "METHOD_NOT_FOUND", "METHOD_NOT_FOUND"])
        #expect(codes.count == 5 && codes.last == "RATE_LIMITED")
        #expect(answer.fields["retry-after"] == "1")
        let text = try await service.ask("GET", "/metrics").body
        #expect(text.contains(#"huifang_calls_total{method="session.current",code="RATE_LIMITED"} 1"#))
      }
    }
  }

  @Test("An integration key with a rate of its own goes by that one")
  func ownRate() async throws {
    try await TestRegion.run { region in
      func key(_ name: Name, _ callsPerSecond: Int? = nil) async throws -> [String: String] {
        let made = try await region.perform(
          CreateIntegrationKey(
            name: name, permissions: [.departmentRead], allowedAddresses: ["127.0.0.0/8"],
            expiresAt: Date().addingTimeInterval(86_400), callsPerSecond: callsPerSecond),
          as: .of(.general, .securityOfficer))
        return ["Authorization": "Bearer \(made.token)"]
      }
      let slow = try await key("集成平台", 1)
      let other = try await key("HIS")
      try await LocalService.run(over: region.dispatcher, limits: Self.limits(50, burst: 6)) { service async throws in
        let list = #"{"jsonrpc":"2.0","method":"department.list","id":1}"#
        let start = ContinuousClock.now
        var taken = 0
        while taken < 100, try await service.call(list, fields: slow).status == 200 { taken += 1 }
        // Four at once and one more for each second that the calls have taken; the general rate lets six through at once.
        let seconds = Int(start.duration(to: .now).components.seconds)
        #expect((4...5 + seconds).contains(taken))
        var statuses: [Int] = []
        for _ in 0..<6 { statuses.append(try await service.call(list, fields: other).status) }
        #expect(statuses == [200, 200, 200, 200, 200, 200])
      }
      let keys = try await region.perform(ListIntegrationKeys(), as: .of(.general, .securityOfficer))
      #expect(keys.items.map { $0.callsPerSecond } == [1, nil])
    }
  }

  @Test("A file is one call, however many parts it has, and its parts wait for a place instead of being refused")
  func files() async throws {
    try await TestRegion.run { region in
      let made = try await region.perform(CreateImport(fileName: "list.csv"), as: .manager)
      let fields = try Self.bearer(.manager, region)
      let path = made.uploadPath
      var limits = Self.limits(1, burst: 2)
      limits.uploadPartBytes = 100
      limits.concurrentCalls = 1
      limits.concurrentCallsAtMost = 1
      try await LocalService.run(over: region.dispatcher, limits: limits) { service async throws in
        let body = String(repeating: "x", count: 2000)
        let answer = try await service.ask("PUT", path, body, fields: fields, type: "application/octet-stream")
        #expect(answer.status == 200 && answer.json?["parts"]?.integer == 20)
        #expect(try await service.call(Self.current, fields: fields).status == 200)
      }
    }
  }

  @Test("Of one session so many calls run and wait; one more is refused with 429, and another session isn't touched")
  func concurrency() async throws {
    try await TestRegion.run { region in
      let token = try #require(region.people.tokens[.nurse])
      let fields = try Self.bearer(.nurse, region)
      let manager = try Self.bearer(.manager, region)
      var limits = ServiceLimits.generous
      limits.concurrentCalls = 1
      limits.concurrentCallsAtMost = 1
      #expect(ServiceLimits().concurrentCalls == 10 && ServiceLimits().concurrentCallsAtMost == 20)
      try await LocalService.run(over: region.dispatcher, limits: limits) { service async throws in
        #expect(try await service.call(Self.current, fields: fields).status == 200)
        let blocked = try await region.holding(
          "select 1 from identity.session where session_id = \(token.sessionID) for update"
        ) {
          let blocked = Task {
            try await service.call(#"{"jsonrpc":"2.0","method":"session.signOut","id":1}"#, fields: fields)
          }
          try await region.untilWaiting(1)
          let refused = try await service.call(Self.current, fields: fields)
          #expect(refused.status == 429 && refused.errorCode == "RATE_LIMITED" && refused.fields["retry-after"] == "1")
          #expect(try await service.call(Self.current, fields: manager).status == 200)
          return blocked
        }
        #expect(try await blocked.value.status == 200)
      }
    }
  }
}
