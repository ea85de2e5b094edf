import FoundationEssentials
import JSONRPC
public import Logging
public import Postgres
import SQL
import Synchronization

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
    let job = RunningJob(
      tenant: tenant, jobID: id, subjectID: subject, holder: holder, dispatcher: dispatcher,
      key: try await dispatcher.keys.key(of: tenant))
    await run(job, kind: kind)
    return true
  }

  private func run(_ job: RunningJob, kind: String) async {
    var status = "succeeded"
    var message: String?
    do {
      guard let handler = handlers[kind] else { throw Failure(.internalError) }
      try await handler.run(job)
    } catch let failure as Failure where failure.code == .cancelled {
      status = "cancelled"
    } catch let failure as Failure {
      status = "failed"
      message = failure.violations.first?.message(.chinese) ?? failure.message(.chinese)
    } catch let error as DatabaseError where !error.isFinal {
      // The lease runs out and the job is taken up again.
      logger.warning("a job was interrupted", metadata: ["job": "\(job.jobID)", "error": "\(error)"])
      return
    } catch is CancellationError {
      return
    } catch {
      status = "failed"
      message = ErrorCode.internalError.message(.chinese)
      logger.error("a job failed", metadata: ["job": "\(job.jobID)", "error": "\(error)"])
    }
    await finish(job, status: status, message: message)
  }

  private func finish(_ job: RunningJob, status: String, message: String?) async {
    do {
      _ = try await dispatcher.database.pipelined(
        [
          "select set_config('app.tenant_id', \(job.tenant.uuidString), true)",
          """
          update operations.job set status = \(status), finished_at = now(), lease_until = null,
              message = coalesce(\(message), message)
            where tenant_id = \(job.tenant) and job_id = \(job.jobID) and status = 'running'
              and attempts = \(job.holder)
          """,
          "select pg_notify('huifang_signal', \("job:\(job.jobID.uuidString.lowercased())"))",
        ], on: .write, tenant: job.tenant, deadline: .now.advanced(by: .seconds(10)), writes: true)
    } catch {
      logger.warning("a job's end could not be written", metadata: ["job": "\(job.jobID)", "error": "\(error)"])
    }
  }
}

extension DatabaseError {
  /// Whether trying again can't help: the statement itself was refused. A lease that somebody else has taken, a connection or server that
  /// went away, a lock or a full machine are interruptions: the job is taken up again.
  public var isFinal: Bool {
    guard kind == .server, let sqlState else { return false }
    if raised?.message == "CANCELLED" { return false }
    return !["08", "40", "53", "57"].contains(sqlState.prefix(2)) && sqlState != "55P03"
  }
}
