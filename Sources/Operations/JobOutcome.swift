import FoundationEssentials
import JSONRPC
public import Postgres
import SQL

/// A job that must wait for something else to end. It goes back into the queue, and that counts as nobody's failure.
public struct JobPostponed: Error {
  let seconds: Int
  let message: String

  /// - Parameter message: what it waits for, for whoever started it, in Chinese as all of a job's messages.
  public init(seconds: Int, message: String) {
    self.seconds = seconds
    self.message = message
  }
}

/// How often a job may be interrupted without getting on, and how long it rests in between.
enum JobPatience {
  /// Rests included that is about twenty minutes. A chunk that commits begins the count anew, and while the database is away nobody counts.
  static let interruptions = 8

  /// Rests grow, so that what can't be done now takes nothing from those who can.
  static func rest(after failures: Int) -> Int {
    min(900, 5 << min(failures, 10))
  }
}

/// How a turn of a job ended.
enum JobOutcome: Sendable {
  /// There is more to do: the job makes room for others.
  case unfinished
  case succeeded
  case cancelled
  case failed(code: String, message: String)
  /// A connection, a lock, a time limit, a full disk: taken up again later, and given up when it happens again and again.
  case interrupted(code: String)
  case postponed(JobPostponed)
  /// Somebody else has the job, or this process is about to end: whoever comes next finds the lease run out.
  case left

  /// What an error means for the job.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure where failure.code == .cancelled: self = .cancelled
    case let failure as Failure:
      self = .failed(
        code: failure.violations.first?.rule ?? failure.code.rawValue,
        message: failure.violations.first?.message(.chinese) ?? failure.message(.chinese))
    case let postponed as JobPostponed: self = .postponed(postponed)
    case is CancellationError: self = .left
    case let error as DatabaseError where error.kind == .cancelled || error.raised?.message == "CANCELLED": self = .left
    case let error as DatabaseError where !error.isFinal:
      self = .interrupted(code: Failure(database: error).code.rawValue)
    default: self = .failed(code: ErrorCode.internalError.rawValue, message: ErrorCode.internalError.message(.chinese))
    }
  }

  /// Writes it into the job's row, unless another process has taken the job meanwhile; nil when nothing is to be written.
  func statement(_ job: JobClaim) -> SQL? {
    let held: SQL = """
      where tenant_id = \(job.tenant) and job_id = \(job.jobID) and status = 'running' and attempts = \(job.holder)
      """
    switch self {
    case .unfinished:
      // For a moment the job is this process's to go on with, since it still has what the handler keeps between steps.
      return """
        update operations.job set turn_ended_at = now(),
            lease_until = now() + make_interval(secs => \(Int32(JobTurns.reservedSeconds))) \(held)
        """
    case .succeeded: return Self.end("succeeded", code: nil, message: nil, held)
    case .cancelled: return Self.end("cancelled", code: nil, message: nil, held)
    case .failed(let code, let message): return Self.end("failed", code: code, message: message, held)
    case .interrupted(let code):
      return """
        update operations.job set status = 'queued', lease_until = null, turn_ended_at = now(), failures = failures + 1, error_code = \(code),
            not_before = now() + make_interval(secs => \(Int32(JobPatience.rest(after: job.failures + 1)))) \(held)
        """
    case .postponed(let postponed):
      return """
        update operations.job set status = 'queued', lease_until = null, turn_ended_at = now(), message = \(postponed.message),
            not_before = now() + make_interval(secs => \(Int32(postponed.seconds))) \(held)
        """
    case .left: return nil
    }
  }

  /// Whether whoever waits for the job's end is to be told.
  var isTold: Bool {
    switch self {
    case .unfinished, .left: false
    default: true
    }
  }

  private static func end(_ status: String, code: String?, message: String?, _ held: SQL) -> SQL {
    """
    update operations.job set status = \(status), finished_at = now(), lease_until = null, turn_ended_at = null, error_code = \(code),
        message = coalesce(\(message), message) \(held)
    """
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
