import FoundationEssentials
public import Logging
import Postgres
public import SQL

/// What must be done from time to time: the audit trail's coming months, and answers that nobody can ask for again.
public struct Maintenance: Sendable {
  private let dispatcher: Dispatcher
  private let features: [SQL]
  private let logger: Logger

  /// Works through the dispatcher's database.
  /// - Parameter features: what the features want done, from the composition root.
  public init(dispatcher: Dispatcher, features: [SQL] = [], logger: Logger) {
    self.dispatcher = dispatcher
    self.features = features
    self.logger = logger
  }

  /// Runs at once and then every hour until the task is cancelled. Every process may: what is done already costs nothing.
  public func run() async {
    while !Task.isCancelled {
      do {
        try await runOnce()
      } catch {
        logger.warning("maintenance will be tried again in an hour", metadata: ["error": "\(error)"])
      }
      try? await Task.sleep(for: .seconds(3600))
    }
  }

  /// Does what is due.
  public func runOnce() async throws {
    _ = try await dispatcher.database.pipelined(
      ["select audit.prepare_months(3)", "select operations.forget_answers()"] + features, on: .work,
      deadline: .now.advanced(by: .seconds(300)), writes: true)
  }
}
