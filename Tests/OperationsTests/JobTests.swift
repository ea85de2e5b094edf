import FoundationEssentials
import JSONRPC
import Postgres
import SQL
import Synchronization
import TestSupport
import Testing

@testable import Operations

@Suite("Jobs that get nowhere")
struct JobTests {
  /// Fails always, and counts.
  private final class Failing: JobHandler {
    let kind = "dischargeImport"
    let counts = Mutex((runs: 0, farewells: 0))
    let failure: @Sendable () -> any Error

    init(_ failure: @escaping @Sendable () -> any Error) { self.failure = failure }

    func step(_ job: RunningJob) async throws -> JobStep {
      counts.withLock { $0.runs += 1 }
      throw failure()
    }

    func giveUp(_ job: RunningJob) async throws { counts.withLock { $0.farewells += 1 } }
  }

  private static func add(_ region: TestRegion) async throws {
    _ = try await region.owner.pipelined([
      """
      insert into operations.job (tenant_id, job_id, kind, subject_id, account_id, roles)
      select tenant_id, gen_random_uuid(), 'dischargeImport', gen_random_uuid(), account_id, 'centreManager'
        from identity.account where username like 'centremanager%' limit 1
      """
    ])
  }

  private static func state(_ region: TestRegion) async throws -> (status: String, code: String?, failures: Int) {
    let rows = try await region.owner.pipelined(["select status, error_code, failures from operations.job"])
    let (status, code, failures) = try rows[0].single((String, String?, Int).self)
    return (status, code, failures)
  }

  @Test("An interrupted job rests, longer each time, and is given up at last with a farewell")
  func interrupted() async throws {
    try await TestRegion.run { region in
      try await Self.add(region)
      let handler = Failing { DatabaseError(sqlState: "40001") }
      let before = try await region.owner.pipelined(["select clock_timestamp()"])[0].single(Date.self)
      try await region.runJobs([handler])
      #expect(handler.counts.withLock { $0.runs } == 1)
      let rest = "\(JobPatience.rest(after: 1)) seconds"
      let rests = try await region.owner.pipelined([
        """
        select not_before - \(rest)::text::interval between \(before) and clock_timestamp() from operations.job
        """
      ])
      #expect(try rests[0].single(Bool.self))
      for _ in 0..<20 {
        try await region.endRests()
        try await region.runJobs([handler])
      }
      #expect(handler.counts.withLock { [$0.runs, $0.farewells] } == [JobPatience.interruptions, 1])
      let end = try await Self.state(region)
      #expect(end.status == "failed" && end.code == "ATTEMPTS_EXHAUSTED")
    }
  }

  @Test("A job that takes its process down with it is given up too: who held it without a word counts")
  func crashes() async throws {
    try await TestRegion.run { region in
      try await Self.add(region)
      for _ in 0...JobPatience.interruptions {
        _ = try await region.owner.pipelined([
          "select * from operations.claim_job(gen_random_uuid(), 30)",
          "update operations.job set lease_until = now() - interval '1 second'",
        ])
      }
      let handler = Failing { CancellationError() }
      try await region.runJobs([handler])
      #expect(handler.counts.withLock { [$0.runs, $0.farewells] } == [0, 1])
      #expect(try await Self.state(region).status == "failed")
    }
  }

  @Test("A refusal ends a job at once, and its rule is the code; what only waits fails never")
  func refused() async throws {
    try await TestRegion.run { region in
      try await Self.add(region)
      let waiting = Failing { JobPostponed(seconds: 5, message: "等待") }
      for _ in 0..<12 {
        try await region.endRests()
        try await region.runJobs([waiting])
      }
      let state = try await Self.state(region)
      #expect(state.status == "queued" && state.failures == 0)
      try await region.endRests()
      try await region.runJobs([
        Failing { Failure.rule("importId", "workedOn", LocalizedText(chinese: "不行", english: "no")) }
      ])
      let end = try await Self.state(region)
      #expect(end.status == "failed" && end.code == "workedOn")
    }
  }

  @Test("A kind that this release doesn't know is left to one that does")
  func unknown() async throws {
    try await TestRegion.run { region in
      try await Self.add(region)
      try await region.runJobs([])
      let state = try await Self.state(region)
      #expect(state.status == "queued" && state.code == "METHOD_NOT_FOUND")
    }
  }
}
