import FoundationEssentials
import JSONRPC
public import SQL

/// A write of which each try is counted before it is looked at, and stays counted whatever becomes of it: what could be guessed by
/// trying has no more tries than it is meant to have, however many come at once.
public protocol CountedCommand: Command {
  /// Counts a try at the caller's own; committed before the write begins.
  static func count(_ call: CallContext) -> SQL
}

extension CountedCommand {
  /// Nothing that follows from a guess is stored.
  public static var repetition: Repetition { .keyless }
}

extension CountedCommand {
  /// The try first, then the write.
  public static var execution: ExecutionPlan<Self> {
    ExecutionPlan(.countedCommand) { method, execution throws(Failure) in
      _ = try await execution.noted(count(execution.context))
      return try await execution.write(method, [])
    }
  }
}
