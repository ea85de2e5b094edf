import FoundationEssentials
import Gateway
import JSONRPC
import Operations
import Testing

@testable import Server

@Suite("Limits")
struct LimitTests {
  private static let data = #"{"jsonrpc":"2.0","method":"get_data","id":1}"#

  private static func limits(anonymous: Int) -> ServiceLimits {
    var limits = ServiceLimits()
    limits.anonymousCallsPerMinute = anonymous
    return limits
  }

  @Test("An address has its calls a minute without a credential; then 429 with Retry-After, and nothing runs")
  func anonymous() async throws {
    try await LocalService.run(limits: Self.limits(anonymous: 2)) { service async throws in
      for _ in 0..<2 { #expect(try await service.call(Self.data).status == 200) }
      let refused = try await service.call(Self.data)
      #expect(refused.status == 429 && refused.errorCode == "RATE_LIMITED")
      #expect((1...60).contains(Int(refused.fields["retry-after"] ?? "") ?? 0))
    }
  }

  @Test("Calls are counted, not requests: a batch uses up what it has items")
  func batchCounts() async throws {
    try await LocalService.run(limits: Self.limits(anonymous: 3)) { service async throws in
      let items = Array(repeating: Self.data, count: 5).joined(separator: ",")
      let answer = try await service.call("[\(items)]")
      let codes = answer.json?.elements.map { $0["error"]?["data"]?["code"]?.string ?? "OK" }
      #expect(answer.status == 200 && codes == ["OK", "OK", "OK", "RATE_LIMITED", "RATE_LIMITED"])
    }
  }

  @Test("A bearer that can't be one counts as well")
  func guessing() async throws {
    try await LocalService.run(limits: Self.limits(anonymous: 2)) { service async throws in
      let fields = ["Authorization": "Bearer nonsense"]
      #expect(try await service.call(Self.data, fields: fields).status == 401)
      #expect(try await service.call(Self.data, fields: fields).status == 401)
      #expect(try await service.call(Self.data, fields: fields).status == 429)
    }
  }

  @Test("A made-up bearer of the right shape isn't looked up once the address has used its minute up")
  func madeUpBearers() async throws {
    try await LocalService.run(limits: Self.limits(anonymous: 1)) { service async throws in
      #expect(try await service.call(Self.data).status == 200)
      // This service has no database: a look-up would be answered 503.
      let token = BearerToken(tenant: UUID(), session: UUID()).text
      let fields = ["Authorization": "Bearer \(token)"]
      #expect(try await service.call(Self.data, fields: fields).status == 429)
      #expect(try await service.ask("PUT", "/files/imports/\(UUID())", "", fields: fields).status == 429)
    }
  }

  @Test("X-Forwarded-For is believed from a trusted proxy only")
  func forwarded() async throws {
    let calls: @Sendable (LocalService) async throws -> [Int] = { service async throws in
      var statuses: [Int] = []
      for host in 1...3 {
        statuses.append(try await service.call(Self.data, fields: ["X-Forwarded-For": "203.0.113.\(host)"]).status)
      }
      return statuses
    }
    try await LocalService.run(limits: Self.limits(anonymous: 1)) { service async throws in
      #expect(try await calls(service) == [200, 429, 429])
    }
    try await LocalService.run(limits: Self.limits(anonymous: 1), trustedProxies: ["127.0.0.0/8"]) {
      service async throws in
      #expect(try await calls(service) == [200, 200, 200])
    }
  }

  @Test("An answer beyond the limit is RESPONSE_TOO_LARGE")
  func response() async throws {
    var limits = ServiceLimits.generous
    limits.responseBytes = 1000
    let large: CallRunner.Fixture = { _ in .success(JSONBytes(text: String(repeating: "x", count: 2000))) }
    try await LocalService.run(limits: limits, fixtures: ["large": large]) { service async throws in
      let answer = try await service.call(#"{"jsonrpc":"2.0","method":"large","id":1}"#)
      #expect(answer.status == 200 && answer.errorCode == "RESPONSE_TOO_LARGE")
    }
  }

  @Test("Beyond the requests that fit, 503 with Retry-After")
  func overloaded() async throws {
    var limits = ServiceLimits.generous
    limits.requestsInFlight = 0
    try await LocalService.run(limits: limits) { service async throws in
      let answer = try await service.call(Self.data)
      #expect(answer.status == 503 && answer.errorCode == "OVERLOADED" && answer.fields["retry-after"] == "1")
    }
  }

  @Test("A client that goes away ends its call")
  func disconnection() async throws {
    let (events, continuation) = AsyncStream<String>.makeStream()
    let slow: CallRunner.Fixture = { _ in
      continuation.yield("began")
      while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
      continuation.yield("cancelled")
      return .success(.null)
    }
    try await LocalService.run(fixtures: ["slow": slow]) { service async throws in
      let wire = try Wire(port: service.port)
      try await wire.send(LocalService.request("POST", "/rpc", #"{"jsonrpc":"2.0","method":"slow","id":1}"#))
      var seen = events.makeAsyncIterator()
      #expect(await seen.next() == "began")
      wire.hangUp()
      #expect(await seen.next() == "cancelled")
    }
  }
}
