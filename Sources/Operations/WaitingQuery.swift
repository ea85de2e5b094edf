import FoundationEssentials
import JSONRPC

/// A read that may wait for something to happen. It looks, waits without holding anything, and looks again.
public protocol WaitingQuery: PipelinedQuery {
  /// The signal that hurries it.
  var signal: String { get }
  /// How long it waits at most.
  var patience: Duration { get }
  /// Whether there is nothing to wait for any more.
  func isSettled(_ output: Output) -> Bool
}

extension WaitingQuery {
  /// Looks, waits for the signal at most as long as asked, and looks again under an event of its own.
  public static var execution: ExecutionPlan<Self> {
    ExecutionPlan(.waitingQuery) { method, execution throws(Failure) in
      var output = try await execution.read(method)
      // A signal between the look and the wait is not seen; a short first wait bounds what that costs.
      let end = ContinuousClock.now.advanced(by: method.patience)
      var pause = Duration.milliseconds(100)
      while !method.isSettled(output), ContinuousClock.now < end {
        await execution.dispatcher.signals.wait(for: method.signal, atMost: min(pause, end - .now))
        output = try await execution.again().read(method)
        pause = min(pause * 3, .seconds(5))
      }
      return try execution.call.answer(output)
    }
  }
}
