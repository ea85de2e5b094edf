import FoundationEssentials
import JSONRPC
import Logging
import Operations
import TestSupport
import Testing

@testable import Discharges
@testable import Gateway

@Suite("Calls as the service makes them itself")
struct CallRunnerTests {
  private struct Runner {
    let calls: CallRunner
    let metrics: Metrics
    let concurrency: ConcurrencyLimiter

    init(_ region: TestRegion, running: Int = 10, rate: CallRate = CallRate(perSecond: 100, burst: 1000)) {
      metrics = Metrics(methods: Array(region.dispatcher.registry.methods.keys))
      concurrency = ConcurrencyLimiter(running: running, total: running)
      calls = CallRunner(
        region.dispatcher, concurrency: concurrency, rate: rate, metrics: metrics, logger: Logger(label: "test"))
    }
  }

  /// A file that has no part yet.
  private static func part(_ region: TestRegion) async throws -> StoreImportPart {
    let made = try await region.perform(CreateImport(fileName: "list.csv"), as: .manager)
    return StoreImportPart(importId: made.importId, partNumber: 0, data: FileBytes(Array("BAH".utf8)))
  }

  @Test("A method as a value is run, counted by its name, and takes nothing from the account's rate")
  func performed() async throws {
    try await TestRegion.run { region in
      let runner = Runner(region, rate: CallRate(perSecond: 1, burst: 1))
      let caller = try await region.dispatcher.credential(for: try #require(region.people.tokens[.manager]))
      let part = try await Self.part(region)
      for _ in 0..<3 {
        #expect(try await runner.calls.perform(part, as: caller, in: RequestContext()).bytes == 3)
      }
      #expect(runner.metrics.calls.snapshot.map(\.method) == ["discharge.import.storePart"])
      #expect(runner.metrics.calls.snapshot.first?.figures.outcomes.first == 3)
      #expect(runner.calls.wait(caller) == nil && runner.calls.wait(caller) != nil)
    }
  }

  @Test("What the method refuses is thrown, with its words, and counted as that")
  func refused() async throws {
    try await TestRegion.run { region in
      let runner = Runner(region)
      let part = try await Self.part(region)
      let nurse = try await region.dispatcher.credential(for: try #require(region.people.tokens[.nurse]))
      await #expect(throws: RPCError(.forbidden, details: ["permission": .text("discharge.import")])) {
        try await runner.calls.perform(part, as: nurse, in: RequestContext())
      }
      await #expect(throws: RPCError(.unauthenticated)) {
        try await runner.calls.perform(part, as: nil, in: RequestContext())
      }
      #expect(runner.metrics.calls.snapshot.first?.figures.buckets.reduce(0, +) == 2)
    }
  }

  @Test("It shares the places of its credential with the calls of the API; a part of a file waits for one")
  func places() async throws {
    try await TestRegion.run { region in
      let runner = Runner(region, running: 1)
      let caller = try await region.dispatcher.credential(for: try #require(region.people.tokens[.manager]))
      let part = try await Self.part(region)
      let far = ContinuousClock.now.advanced(by: .seconds(60))
      #expect(await runner.concurrency.enter(caller.token.sessionID, deadline: far) == .admitted)
      await #expect(throws: RPCError(.rateLimited, retryAfterMs: 200)) {
        try await runner.calls.perform(part, as: caller, in: RequestContext())
      }
      async let patient = runner.calls.perform(part, as: caller, in: RequestContext(), isPatient: true)
      while runner.concurrency.count < 2 { await Task.yield() }
      runner.concurrency.leave(caller.token.sessionID)
      #expect(try await patient.bytes == 3)
    }
  }
}
