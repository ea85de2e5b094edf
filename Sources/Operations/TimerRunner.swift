import FoundationEssentials
public import Logging
import Postgres
import SQL
import Synchronization
import Vault

/// Works off timers that have come due, some hundred of a tenant in a transaction. Every process may: the rows are locked while they are
/// worked on, and gone when it is done.
public final class TimerRunner: Sendable {
  private let dispatcher: Dispatcher
  private let handlers: [String: any TimerHandler]
  private let atMost: Int32
  private let logger: Logger

  /// - Parameter atMost: how many timers a transaction takes.
  public init(dispatcher: Dispatcher, handlers: [any TimerHandler], atMost: Int32 = 200, logger: Logger) {
    self.dispatcher = dispatcher
    self.handlers = Dictionary(handlers.map { ($0.kind, $0) }) { first, _ in first }
    self.atMost = atMost
    self.logger = logger
  }

  /// Looks every ten seconds until the task is cancelled.
  public func run() async {
    while !Task.isCancelled {
      do {
        _ = try await runDue()
      } catch {
        if !Task.isCancelled { logger.warning("timers will be tried again", metadata: ["error": "\(error)"]) }
      }
      try? await Task.sleep(for: .seconds(10))
    }
  }

  /// Works off what is due now.
  /// - Returns: how many timers there were.
  public func runDue() async throws -> Int {
    let found = try await dispatcher.database.pipelined(
      ["select * from operations.due_timers()"], on: .write, deadline: .now.advanced(by: .seconds(10)), writes: false)
    var count = 0
    for (tenant, kind, account) in try (found.first ?? Rows()).decode((UUID, String, UUID).self) {
      // A process of another release may know it.
      guard let handler = handlers[kind] else { continue }
      while !Task.isCancelled {
        let done = try await batch(handler, tenant, account)
        count += done
        if done == 0 { break }
      }
    }
    return count
  }

  /// Works off some timers that one person has set. Together they fail as one, so they are then tried one by one, and a timer that fails
  /// alone rests.
  /// - Returns: how many there were.
  private func batch(_ handler: any TimerHandler, _ tenant: UUID, _ account: UUID) async throws -> Int {
    let taken = Mutex<[UUID]>([])
    do {
      return try await dispatcher.database.transaction(
        on: .job, tenant: tenant, deadline: .now.advanced(by: .seconds(120))
      ) { transaction in
        let rows = try await transaction.run(
          """
          select * from operations.begin_timers(\(tenant), \(handler.kind), \(account), \(atMost), \(UUID.version7()),
            \("\(handler.method)"), \(UUID.version7()), \(Int32(120_000)))
          """)
        let timers = try rows.decode((UUID, UUID).self)
        guard !timers.isEmpty else { return 0 }
        taken.withLock { $0 = timers.map(\.0) }
        _ = try await transaction.run(.longLockTimeout)
        let done = try await handler.run(
          timers.map(\.1),
          SharedTransaction(
            tenant: tenant, today: HospitalClock.today, registry: dispatcher.registry, showsPersonalData: true,
            transaction.scoped()))
        _ = try await transaction.run(
          "delete from operations.timer where tenant_id = \(tenant) and timer_id = any (\(timers.map(\.0)))")
        _ = try await transaction.run("select audit.close(\(done.subjects), \(done.count))")
        return timers.count
      }
    } catch {
      let failed = taken.withLock { $0 }
      guard !failed.isEmpty, !Task.isCancelled else { throw error }
      logger.error(
        "timers failed",
        metadata: ["kind": "\(handler.kind)", "timers": "\(failed.count)", "error": "\(error)"])
      try await postpone(failed, of: tenant)
      return failed.count
    }
  }

  private func postpone(_ timers: [UUID], of tenant: UUID) async throws {
    let rest: SQL = timers.count > 1 ? "0" : "least(900, 5 * 2 ^ least(failures, 10))"
    _ = try await dispatcher.database.pipelined(
      [
        "select set_config('app.tenant_id', \(tenant.uuidString), true)",
        """
        update operations.timer set failures = failures + 1, due_at = now() + make_interval(secs => \(rest))
          where tenant_id = \(tenant) and timer_id = any (\(timers))
        """,
      ], on: .write, tenant: tenant, deadline: .now.advanced(by: .seconds(10)), writes: true)
  }
}
