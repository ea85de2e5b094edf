public import FoundationEssentials
public import Logging
public import SQL
import Synchronization

/// The database: connections in lanes, statements in pipelines.
///
/// All sockets belong to one thread; callers hand their statements over and are resumed with copied rows. A service has
/// one of these for its whole life.
public final class Database: Sendable {
  let inbox = Inbox()
  private let gauges: [LaneGauges]
  /// The loop's thread as an executor: `withTaskExecutorPreference(database.executor) { … }`.
  public let executor: LoopExecutor

  /// Starts the thread; nothing is connected before `start()`.
  public init(_ configuration: DatabaseConfiguration, logger: Logger) {
    let gauges = Lane.allCases.map { _ in LaneGauges() }
    self.gauges = gauges
    let inbox = inbox
    executor = LoopExecutor(inbox: inbox)
    BackgroundThread.start {
      Reactor(configuration, logger: logger, inbox: inbox, gauges: gauges).run()
    }
  }

  deinit { inbox.send(.stop) }

  /// Connects, and returns when each lane has a connection. Throws `.unavailable`, with the reason in `diagnosis`, if
  /// not one can be made within the configured time; the database can't be used then. Once started, it never gives
  /// up.
  public func start() async throws(DatabaseError) {
    try await withCheckedContinuation { inbox.send(.start($0)) }.get()
  }

  /// Takes no more calls, waits for those under way (as long as the configuration says) and disconnects.
  public func close() async {
    await withCheckedContinuation { inbox.send(.close($0)) }
  }

  /// Runs statements in one round trip and one implicit transaction: all of them take effect or none.
  ///
  /// - Parameters:
  ///   - lane: where to run; see `Lane`.
  ///   - tenant: whose call this is, so that tenants take turns when calls have to wait.
  ///   - deadline: when the caller stops waiting, in the queue and for the server together.
  ///   - writes: whether anything is written. Reads are tried again when a connection is lost; a write that was sent is
  ///     answered `.outcomeUnknown`, since it may have been committed.
  /// - Returns: the rows of each statement.
  public func pipelined(
    _ statements: [SQL], on lane: Lane = .point, tenant: UUID? = nil, deadline: ContinuousClock.Instant? = nil,
    writes: Bool = true
  ) async throws(DatabaseError) -> [Rows] {
    guard !statements.isEmpty else { return [] }
    return try await submit(
      .pipeline(lane), statements, tenant: tenant, deadline: deadline, writes: writes
    ).rows
  }

  /// How busy the lanes are.
  public var statistics: DatabaseStatistics {
    var lanes: [Lane: DatabaseStatistics.LaneStatistics] = [:]
    for lane in Lane.allCases { lanes[lane] = gauges[lane.rawValue].statistics }
    return DatabaseStatistics(lanes: lanes)
  }
}

extension Database {
  /// Hands a call to the loop and waits for its answer; a cancelled task stops waiting.
  func submit(
    _ operation: Operation, _ statements: [SQL] = [], tenant: UUID? = nil, deadline: ContinuousClock.Instant? = nil,
    writes: Bool = true
  ) async throws(DatabaseError) -> Answer {
    let ticket = Ticket()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        inbox.send(
          .submit(
            Submission(
              operation, statements, tenant: tenant, deadline: deadline, writes: writes, ticket: ticket,
              continuation: continuation)))
      }
    } onCancel: {
      ticket.isCancelled.store(true, ordering: .relaxed)
      inbox.send(.cancel(ticket))
    }
    return try result.get()
  }

  /// The same for what must be done to the end, whether or not the task is cancelled.
  func submitUncancelled(_ operation: Operation) async -> CallResult {
    await withCheckedContinuation { continuation in
      inbox.send(
        .submit(
          Submission(
            operation, [], tenant: nil, deadline: nil, writes: true, ticket: Ticket(), continuation: continuation)))
    }
  }
}
