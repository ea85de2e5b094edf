import FoundationEssentials
import JSONRPC
public import Logging
import Postgres
import SQL
import Synchronization
import Vault

/// Takes up waiting jobs and gives them turns: the tenant that was served least comes first, and each tenant has one turn at a time, in
/// whichever process.
public final class JobRunner: Sendable {
  private let dispatcher: Dispatcher
  private let handlers: [String: any JobHandler]
  private let turns: JobTurns
  private let logger: Logger
  private let process = UUID.version7()
  private let open = Atomic(0)
  private let parked = ParkedJobs()

  /// Runs jobs of the kinds that there are handlers for.
  public init(dispatcher: Dispatcher, handlers: [any JobHandler], turns: JobTurns = JobTurns(), logger: Logger) {
    self.dispatcher = dispatcher
    self.handlers = Dictionary(handlers.map { ($0.kind, $0) }) { first, _ in first }
    self.turns = turns
    self.logger = logger
  }

  /// Runs until the task is cancelled. A new job is taken up at once when the database tells of it, at the latest after two seconds.
  public func run() async {
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        while open.load(ordering: .relaxed) < turns.openAtMost, let claim = await next() {
          open.add(1, ordering: .relaxed)
          group.addTask { await self.work(on: claim) }
        }
        await dispatcher.signals.wait(for: "jobs", atMost: .seconds(2))
      }
    }
  }

  /// Claims one job and runs it to its end.
  /// - Returns: whether there was one.
  public func runNext() async throws -> Bool {
    guard let claim = try await claim() else { return false }
    await turn(claim, length: nil)
    return true
  }

  /// Claims one job and gives it one turn.
  /// - Returns: whether there was one.
  public func runTurn() async throws -> Bool {
    guard let claim = try await claim() else { return false }
    await turn(claim, length: turns.length)
    return true
  }

  /// Gives turns to one job after the other until none waits.
  private func work(on first: JobClaim) async {
    var claim: JobClaim? = first
    while let current = claim {
      await turn(current, length: turns.length)
      claim = Task.isCancelled ? nil : await next()
    }
    open.subtract(1, ordering: .relaxed)
  }

  private func next() async -> JobClaim? {
    do {
      return try await claim()
    } catch {
      if !Task.isCancelled { logger.warning("no job could be claimed", metadata: ["error": "\(error)"]) }
      return nil
    }
  }

  private func claim() async throws -> JobClaim? {
    let results = try await dispatcher.database.pipelined(
      ["select * from operations.claim_job(\(process), \(Int32(RunningJob.leaseSeconds)))"], on: .write, tenant: nil,
      deadline: .now.advanced(by: .seconds(10)), writes: true)
    guard let row = results.first?.first else { return nil }
    let (tenant, id, kind, subject, holder, failures, code) = try row.decode(
      (UUID, UUID, String, UUID, Int32, Int, String?).self)
    return JobClaim(
      tenant: tenant, jobID: id, kind: kind, subjectID: subject, holder: holder, failures: failures, errorCode: code)
  }

  private func turn(_ claim: JobClaim, length: Duration?) async {
    let began = ContinuousClock.now
    let outcome = await outcome(claim, until: length.map { began.advanced(by: $0) })
    let took = began.duration(to: .now) / .milliseconds(1)
    // What was done is written down also when the process is asked to end.
    await Task { await self.write(outcome, of: claim, milliseconds: max(1, Int(took))) }.value
  }

  private func outcome(_ claim: JobClaim, until end: ContinuousClock.Instant?) async -> JobOutcome {
    let memory = parked.take(claim)
    let job: RunningJob
    do {
      job = RunningJob(
        tenant: claim.tenant, jobID: claim.jobID, subjectID: claim.subjectID, memory: memory, holder: claim.holder,
        dispatcher: dispatcher, key: try await dispatcher.keys.key(of: claim.tenant))
    } catch {
      logger.warning("a job's key is not to be had", metadata: ["job": "\(claim.jobID)", "error": "\(error)"])
      return claim.isGivenUp
        ? .failed(code: JobGivenUp.code, message: JobGivenUp.text(claim.errorCode).chinese)
        : .interrupted(code: ErrorCode.dependencyUnavailable.rawValue)
    }
    if claim.isGivenUp { return await giveUp(job, claim) }
    let outcome = await steps(of: job, kind: claim.kind, until: end)
    if case .unfinished = outcome { parked.keep(memory, of: claim) }
    return outcome
  }

  /// Does steps until the job ends or its turn is over.
  private func steps(of job: RunningJob, kind: String, until end: ContinuousClock.Instant?) async -> JobOutcome {
    // A process of another release may know it.
    guard let handler = handlers[kind] else { return .interrupted(code: ErrorCode.methodNotFound.rawValue) }
    do {
      while case .more = try await handler.step(job) {
        if Task.isCancelled || end.map({ $0 <= .now }) ?? false { return .unfinished }
      }
      return .succeeded
    } catch {
      let outcome = JobOutcome(error)
      switch outcome {
      case .failed(code: ErrorCode.internalError.rawValue, _):
        logger.error("a job failed", metadata: ["job": "\(job.jobID)", "error": "\(error)"])
      case .interrupted, .left:
        logger.warning("a job was interrupted", metadata: ["job": "\(job.jobID)", "error": "\(error)"])
      default: break
      }
      return outcome
    }
  }

  /// Ends a job that has been interrupted too often. Should even its farewell not succeed, it ends without one.
  private func giveUp(_ job: RunningJob, _ claim: JobClaim) async -> JobOutcome {
    logger.error("a job is given up", metadata: ["job": "\(job.jobID)", "interruptions": "\(claim.failures)"])
    if let handler = handlers[claim.kind], claim.failures < JobPatience.interruptions + 3 {
      do { try await handler.giveUp(job) } catch {
        return .interrupted(code: claim.errorCode ?? ErrorCode.internalError.rawValue)
      }
    }
    return .failed(code: JobGivenUp.code, message: JobGivenUp.text(claim.errorCode).chinese)
  }

  private func write(_ outcome: JobOutcome, of job: JobClaim, milliseconds: Int) async {
    guard let statement = outcome.statement(job) else { return }
    var statements: [SQL] = [
      "select set_config('app.tenant_id', \(job.tenant.uuidString), true)", statement,
      "select operations.note_turn(\(job.tenant), \(Int32(clamping: milliseconds)))",
    ]
    if outcome.isTold {
      statements.append("select pg_notify('huifang_signal', \("job:\(job.jobID.uuidString.lowercased())"))")
    }
    do {
      _ = try await dispatcher.database.pipelined(
        statements, on: .write, tenant: job.tenant, deadline: .now.advanced(by: .seconds(10)), writes: true)
    } catch {
      logger.warning("a job's turn could not be ended", metadata: ["job": "\(job.jobID)", "error": "\(error)"])
    }
  }
}

/// What the handlers of unfinished jobs keep while others have their turn.
private final class ParkedJobs: Sendable {
  /// A job as this process left it.
  private struct Place {
    let job: UUID
    let holder: Int32
    let memory: JobMemory
  }

  /// More are not kept: the state of a reader may be large, and is made anew from the file when it is missing.
  private static let limit = 8
  private let places = Mutex<[Place]>([])

  /// The memory of a claimed job: as it was left, if nobody else has had the job since.
  func take(_ claim: JobClaim) -> JobMemory {
    places.withLock { places in
      guard let index = places.firstIndex(where: { $0.job == claim.jobID }) else { return JobMemory() }
      let place = places.remove(at: index)
      return place.holder + 1 == claim.holder ? place.memory : JobMemory()
    }
  }

  func keep(_ memory: JobMemory, of claim: JobClaim) {
    places.withLock { places in
      places.append(Place(job: claim.jobID, holder: claim.holder, memory: memory))
      if places.count > Self.limit { places.removeFirst() }
    }
  }
}
