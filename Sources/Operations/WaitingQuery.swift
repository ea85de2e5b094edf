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

extension Execution {
  /// Looks, waits for the signal at most as long as asked, and looks again under an event of its own.
  func runWaiting<Method: WaitingQuery>(_ type: Method.Type) async throws(Failure) -> Released<JSONBytes> {
    let parameters = try call.params.decode(type)
    let (output, released) = try await read(type)
    if parameters.isSettled(output) || parameters.patience == .zero { return released }
    // A signal between the look and the wait is not seen; a short first wait bounds what that costs.
    let end = ContinuousClock.now.advanced(by: parameters.patience)
    var pause = Duration.milliseconds(100)
    while ContinuousClock.now < end {
      await dispatcher.signals.wait(for: parameters.signal, atMost: min(pause, end - .now))
      let (output, released) = try await Execution(dispatcher, method, call, credential, request).read(type)
      if parameters.isSettled(output) || ContinuousClock.now >= end { return released }
      pause = min(pause * 3, .seconds(5))
    }
    return released
  }
}

extension RegisteredMethod {
  /// A method that reads, and may wait.
  public static func waiting<Method: WaitingQuery>(_ type: Method.Type) throws -> RegisteredMethod {
    try RegisteredMethod(type, isWrite: false, isIdempotent: false) { execution throws(Failure) in
      try await execution.runWaiting(type)
    }
  }
}
