import FoundationEssentials
import Logging
import Postgres
import SQL
import Synchronization
import TestSupport
import Testing
import Vault

@testable import Operations

@Suite("Jobs take turns", .timeLimit(.minutes(2)))
struct JobTurnTests {
  private let first = UUID()
  private let second = UUID()

  /// Puts a job of a hospital's into the queue.
  private func add(_ kind: String, of hospital: TestHospital, _ region: TestRegion) async throws -> UUID {
    let job = UUID.version7()
    _ = try await region.owner.pipelined([
      """
      insert into operations.job (tenant_id, job_id, kind, subject_id, account_id, roles, created_at)
      select a.tenant_id, \(job), \(kind), \(UUID()), a.account_id, 'centreManager', clock_timestamp()
        from identity.account a join directory.organization o on o.tenant_id = a.tenant_id and o.code = \(hospital.rawValue)
        where a.username like 'centremanager%' limit 1
      """
    ])
    return job
  }

  private func claim(_ process: UUID, _ region: TestRegion) async throws -> UUID? {
    try await region.database.pipelined(["select job_id from operations.claim_job(\(process), 30)"])[0]
      .firstRow(UUID.self)
  }

  /// Ends the turn that is under way, as a process does that has more to do.
  private func endTurn(_ region: TestRegion) async throws {
    _ = try await region.owner.pipelined([
      """
      update operations.job set turn_ended_at = clock_timestamp(), lease_until = now() + interval '1 hour'
        where status = 'running' and turn_ended_at is null
      """
    ])
  }

  private func runner(_ region: TestRegion, _ handlers: [any JobHandler], length: Duration = .zero) -> JobRunner {
    var logger = Logger(label: "huifang.test-jobs")
    logger.logLevel = .critical
    return JobRunner(
      dispatcher: region.dispatcher, handlers: handlers, turns: JobTurns(length: length), logger: logger)
  }

  @Test("A tenant has one turn at a time, in whichever process, and its jobs of different kinds take turns")
  func oneTurn() async throws {
    try await TestRegion.run { region in
      let jobs = [try await add("one", of: .general, region), try await add("two", of: .general, region)]
      #expect(try await claim(first, region) == jobs[0])
      #expect(try await claim(second, region) == nil)
      try await endTurn(region)
      #expect(try await claim(second, region) == jobs[1])
      #expect(try await claim(first, region) == nil)
      try await endTurn(region)
      #expect(try await claim(first, region) == jobs[0])
    }
  }

  @Test("Of one kind the later job of a tenant waits for the end of the earlier one, which stays where it was begun")
  func inOrder() async throws {
    try await TestRegion.run { region in
      let job = try await add("one", of: .general, region)
      _ = try await add("one", of: .general, region)
      #expect(try await claim(first, region) == job)
      try await endTurn(region)
      #expect(try await claim(second, region) == nil)
      #expect(try await claim(first, region) == job)
    }
  }

  @Test("The tenant that was served least lately comes first, however long the other's job has waited")
  func leastServed() async throws {
    try await TestRegion.run { region in
      let large = try await add("one", of: .general, region)
      let small = try await add("one", of: .maternity, region)
      let tenant = try await region.owner.pipelined([
        "select tenant_id from operations.job where job_id = \(large)"
      ])[0].single(UUID.self)
      _ = try await region.database.pipelined(["select operations.note_turn(\(tenant), 60000)"])
      #expect(try await claim(first, region) == small)
      #expect(try await claim(first, region) == large)
    }
  }

  /// Does two steps a job; the second waits until all tenants have done their first.
  private final class Meeting: JobHandler {
    let kind = "meeting"
    private let tenants: Int
    private let met = Mutex<Set<UUID>>([])

    init(tenants: Int) { self.tenants = tenants }

    func step(_ job: RunningJob) async throws -> JobStep {
      met.withLock { _ = $0.insert(job.tenant) }
      return met.withLock { $0.count } == tenants ? .done : .more
    }
  }

  @Test("Two hospitals' jobs go on side by side, though neither could end before the other has begun")
  func interleaved() async throws {
    try await TestRegion.run { region in
      for hospital in [TestHospital.general, .maternity] { _ = try await add("meeting", of: hospital, region) }
      let runner = runner(region, [Meeting(tenants: 2)])
      let running = Task { await runner.run() }
      let ended: SQL = "select count(*) from operations.job where status = 'succeeded'"
      while try await region.owner.pipelined([ended])[0].single(Int.self) < 2 {
        try await Task.sleep(for: .milliseconds(10))
      }
      running.cancel()
      await running.value
    }
  }

  @Test("Turn by turn one process serves both, too")
  func turnByTurn() async throws {
    try await TestRegion.run { region in
      for hospital in [TestHospital.general, .maternity] { _ = try await add("meeting", of: hospital, region) }
      let runner = runner(region, [Meeting(tenants: 2)])
      while try await runner.runTurn() {}
      let rows = try await region.owner.pipelined(["select count(*) from operations.job where status = 'succeeded'"])
      #expect(try rows[0].single(Int.self) == 2)
    }
  }

  /// Counts its steps in the job's memory.
  private final class Counting: JobHandler {
    let kind = "counting"
    let counts = Mutex<[Int]>([])

    func step(_ job: RunningJob) async throws -> JobStep {
      let count = (job.memory.take(Int.self) ?? 0) + 1
      counts.withLock { $0.append(count) }
      job.memory.keep(count)
      return .more
    }
  }

  @Test(
    "What a handler keeps is there at the job's next turn in the same process, unless another one had it in between")
  func memory() async throws {
    try await TestRegion.run { region in
      _ = try await add("counting", of: .general, region)
      let handler = Counting()
      let (here, there) = (runner(region, [handler]), runner(region, [handler]))
      for _ in 0..<2 { #expect(try await here.runTurn()) }
      #expect(try await !there.runTurn())
      for runner in [there, here] {
        _ = try await region.owner.pipelined(["update operations.job set lease_until = now() - interval '1 second'"])
        #expect(try await runner.runTurn())
      }
      #expect(handler.counts.withLock { $0 } == [1, 2, 1, 1])
      let failures = try await region.owner.pipelined(["select failures from operations.job"])
      #expect(try failures[0].single(Int.self) == 0)
    }
  }
}
