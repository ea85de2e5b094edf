import FoundationEssentials
import JSONRPC
public import Logging
import Postgres
import SQL

/// Takes up waiting jobs and runs them, one at a time in a process; other processes take others.
public final class JobRunner: Sendable {
  private let dispatcher: Dispatcher
  private let handlers: [String: any JobHandler]
  private let logger: Logger

  /// Runs jobs of the kinds that there are handlers for.
  public init(dispatcher: Dispatcher, handlers: [any JobHandler], logger: Logger) {
    self.dispatcher = dispatcher
    self.handlers = Dictionary(handlers.map { ($0.kind, $0) }) { first, _ in first }
    self.logger = logger
  }

  /// Runs until the task is cancelled. A new job is taken up at once when the database tells of it, at the latest after two seconds.
  public func run() async {
    while !Task.isCancelled {
      do {
        if try await runNext() { continue }
      } catch {
        logger.warning("no job could be claimed", metadata: ["error": "\(error)"])
      }
      await dispatcher.signals.wait(for: "jobs", atMost: .seconds(2))
    }
  }

  /// Claims and runs one job.
  /// - Returns: whether there was one.
  public func runNext() async throws -> Bool {
    let results = try await dispatcher.database.pipelined(
      ["select * from operations.claim_job(\(Int32(RunningJob.leaseSeconds)))"], on: .write, tenant: nil,
      deadline: .now.advanced(by: .seconds(10)), writes: true)
    guard let row = results.first?.first else { return false }
    let (tenant, id, kind, subject, holder) = try row.decode((UUID, UUID, String, UUID, Int32).self)
    let claim = JobClaim(tenant: tenant, jobID: id, kind: kind, holder: holder)
    let past = try await interruptions(of: claim)
    await write(await outcome(claim, subject, past), of: claim, failures: past.count)
    return true
  }

  private func outcome(_ claim: JobClaim, _ subject: UUID, _ past: (count: Int, code: String?)) async -> JobOutcome {
    let job: RunningJob
    do {
      job = RunningJob(
        tenant: claim.tenant, jobID: claim.jobID, subjectID: subject, holder: claim.holder, dispatcher: dispatcher,
        key: try await dispatcher.keys.key(of: claim.tenant))
    } catch {
      logger.warning("a job's key is not to be had", metadata: ["job": "\(claim.jobID)", "error": "\(error)"])
      return past.count < JobPatience.interruptions
        ? .interrupted(code: ErrorCode.dependencyUnavailable.rawValue)
        : .failed(code: JobGivenUp.code, message: JobGivenUp.text(past.code).chinese)
    }
    return past.count < JobPatience.interruptions
      ? await run(job, kind: claim.kind) : await giveUp(job, kind: claim.kind, past)
  }

  private func run(_ job: RunningJob, kind: String) async -> JobOutcome {
    // A process of another release may know it.
    guard let handler = handlers[kind] else { return .interrupted(code: ErrorCode.methodNotFound.rawValue) }
    do {
      try await handler.run(job)
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
  private func giveUp(_ job: RunningJob, kind: String, _ past: (count: Int, code: String?)) async -> JobOutcome {
    logger.error("a job is given up", metadata: ["job": "\(job.jobID)", "interruptions": "\(past.count)"])
    if let handler = handlers[kind], past.count < JobPatience.interruptions + 3 {
      do { try await handler.giveUp(job) } catch {
        return .interrupted(code: past.code ?? ErrorCode.internalError.rawValue)
      }
    }
    return .failed(code: JobGivenUp.code, message: JobGivenUp.text(past.code).chinese)
  }

  private func interruptions(of job: JobClaim) async throws -> (count: Int, code: String?) {
    let results = try await dispatcher.database.pipelined(
      [
        "select set_config('app.tenant_id', \(job.tenant.uuidString), true)",
        """
        select failures, error_code from operations.job where tenant_id = \(job.tenant) and job_id = \(job.jobID)
        """,
      ], on: .write, tenant: job.tenant, deadline: .now.advanced(by: .seconds(10)), writes: false)
    guard let row = results.last?.first else { return (0, nil) }
    let (count, code) = try row.decode((Int, String?).self)
    return (count, code)
  }

  private func write(_ outcome: JobOutcome, of job: JobClaim, failures: Int) async {
    guard let statement = outcome.statement(job, failures: failures) else { return }
    do {
      _ = try await dispatcher.database.pipelined(
        [
          "select set_config('app.tenant_id', \(job.tenant.uuidString), true)", statement,
          "select pg_notify('huifang_signal', \("job:\(job.jobID.uuidString.lowercased())"))",
        ], on: .write, tenant: job.tenant, deadline: .now.advanced(by: .seconds(10)), writes: true)
    } catch {
      logger.warning("a job's end could not be written", metadata: ["job": "\(job.jobID)", "error": "\(error)"])
    }
  }
}
