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

extension RegisteredMethod {
  /// A method whose tries are counted.
  public static func command<Method: CountedCommand>(_ type: Method.Type) throws -> RegisteredMethod {
    try RegisteredMethod(type, isWrite: true, isIdempotent: false) { execution throws(Failure) in
      try await execution.run(counting: type)
    }
  }
}

extension Execution {
  /// The try first, then the write.
  func run<Method: CountedCommand>(counting type: Method.Type) async throws(Failure) -> Released<JSONBytes> {
    let credential = try requiredCredential()
    let (parameters, _) = try parameters(of: type)
    let context = try await context(credential)
    _ = try await noted(type.count(context), credential)
    return try await write(parameters, prologue(credential, context, fingerprint: []), context)
  }
}
