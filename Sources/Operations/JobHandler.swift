public import JSONRPC
import Synchronization

/// Long work of one kind, done in steps of a second or two. Each chunk of a step is a transaction with its own audit event, so that the
/// work can be taken up again anywhere.
public protocol JobHandler: Sendable {
  /// The kind, as `operations.job` names it.
  var kind: String { get }
  /// Does the next step, from where the last committed chunk ended.
  /// - Throws: what ends the job as failed; its message is shown to the person who started it.
  func step(_ job: RunningJob) async throws -> JobStep
  /// Says where people look that the job is given up: it was interrupted too often without getting on.
  func giveUp(_ job: RunningJob) async throws
}

extension JobHandler {
  /// Nothing but the job itself tells.
  public func giveUp(_ job: RunningJob) async throws {}
}

/// What a step of a job says.
public enum JobStep: Sendable {
  /// There is more to do; other jobs may have their turn first.
  case more
  /// The job has succeeded.
  case done
}

/// What a handler keeps between the steps of a job: the state of a reader, say. Another process that takes the job up begins without, so
/// nothing stands here that the database's tables don't tell as well.
public final class JobMemory: Sendable {
  private let kept = Mutex<(any Sendable)?>(nil)

  init() {}

  /// Takes out what the step before has kept. A step that fails therefore leaves nothing behind.
  public func take<Value: Sendable>(_ type: Value.Type) -> Value? {
    kept.withLock { kept in
      defer { kept = nil }
      return kept as? Value
    }
  }

  /// Keeps a value for the next step.
  public func keep(_ value: some Sendable) {
    kept.withLock { $0 = value }
  }
}

/// How a job that was given up is told.
public enum JobGivenUp {
  /// As the job's error code.
  public static let code = "ATTEMPTS_EXHAUSTED"

  /// - Parameter code: what interrupted it the last time.
  public static func text(_ code: String?) -> LocalizedText {
    let last = code ?? "-"
    return LocalizedText(
      chinese: "连续 \(JobPatience.interruptions) 次中断且无进展，已停止（最后一次：\(last)）；请联系平台管理员排除原因后再次开始",
      english:
        "interrupted \(JobPatience.interruptions) times without getting on (\(last)) and given up: have the platform administrator find the cause, then start it again"
    )
  }
}
