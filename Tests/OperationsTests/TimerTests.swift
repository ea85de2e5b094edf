import FoundationEssentials
import Logging
import Postgres
import SQL
import Synchronization
import TestSupport
import Testing

@testable import Operations

@Suite("Timers")
struct TimerTests {
  /// Notes its batches and fails at one subject.
  private final class Noting: TimerHandler {
    let kind = "noting"
    let method: StaticString = "timer.note"
    let batches = Mutex<[[UUID]]>([])
    let poison: UUID?

    init(poison: UUID? = nil) { self.poison = poison }

    func run(_ subjects: [UUID], _ transaction: borrowing SharedTransaction) async throws -> TimersDone {
      if let poison, subjects.contains(poison) { throw CancellationError() }
      batches.withLock { $0.append(subjects) }
      return TimersDone(subjects: [], count: subjects.count)
    }
  }

  private func set(_ subjects: [UUID], person: String, due: SQL = "now()", _ region: TestRegion) async throws {
    _ = try await region.owner.pipelined([
      """
      insert into operations.timer (tenant_id, timer_id, kind, subject_id, account_id, roles, due_at)
      select a.tenant_id, gen_random_uuid(), 'noting', s.subject, a.account_id, 'centreManager', \(due) + s.place * interval '1 microsecond'
        from (select tenant_id, account_id from identity.account where username like \(person) order by tenant_id limit 1) as a,
          unnest(\(subjects)) with ordinality as s (subject, place)
      """
    ])
  }

  private func runner(_ region: TestRegion, _ handler: Noting) -> TimerRunner {
    var logger = Logger(label: "huifang.test-timers")
    logger.logLevel = .critical
    return TimerRunner(dispatcher: region.dispatcher, handlers: [handler], atMost: 3, logger: logger)
  }

  @Test("Due timers are worked off in batches, each under an event of the person who set them; later ones wait")
  func batches() async throws {
    try await TestRegion.run { region in
      try await set((0..<5).map { _ in UUID() }, person: "centremanager%", due: "now() - interval '1 minute'", region)
      try await set([UUID()], person: "wardnurse%", due: "now() - interval '1 minute'", region)
      try await set([UUID()], person: "centremanager%", due: "now() + interval '1 day'", region)
      let handler = Noting()
      #expect(try await runner(region, handler).runDue() == 6)
      #expect(handler.batches.withLock { $0.map(\.count).sorted() } == [1, 2, 3])
      let rows = try await region.owner.pipelined([
        "select count(*) from operations.timer",
        "select count(*), count(distinct actor_id), sum(result_count)::bigint from audit.event where method = 'timer.note'",
      ])
      #expect(try rows[0].single(Int.self) == 1)
      #expect(try rows[1].single((Int, Int, Int).self) == (3, 2, 6))
    }
  }

  @Test("A timer that fails takes no others with it: it is tried alone and then rests")
  func poison() async throws {
    try await TestRegion.run { region in
      let subjects = (0..<3).map { _ in UUID() }
      try await set(subjects, person: "centremanager%", due: "now() - interval '1 minute'", region)
      let handler = Noting(poison: subjects[1])
      _ = try await runner(region, handler).runDue()
      #expect(handler.batches.withLock { Set($0) } == [[subjects[0]], [subjects[2]]])
      let left = try await region.owner.pipelined(["select subject_id, failures, due_at > now() from operations.timer"])
      #expect(try left[0].single((UUID, Int, Bool).self) == (subjects[1], 2, true))
    }
  }
}
