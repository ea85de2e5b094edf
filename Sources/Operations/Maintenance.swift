import FoundationEssentials
public import Logging
import Postgres
public import SQL

/// What must be done from time to time: the audit trail's coming months, answers that nobody can ask for again, old sign-ins, and what
/// the features add.
public struct Maintenance: Sendable {
  private let dispatcher: Dispatcher
  private let logger: Logger
  private let further: [SQL]

  /// Works through the dispatcher's database.
  /// - Parameter further: the features' statements; done already, they must cost nothing.
  public init(dispatcher: Dispatcher, logger: Logger, further: [SQL] = []) {
    self.dispatcher = dispatcher
    self.logger = logger
    self.further = further
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
      [
        "select audit.prepare_months(3)", "select operations.forget_answers()", "select identity.forget_sign_ins()",
      ] + further, on: .job, deadline: .now.advanced(by: .seconds(300)), writes: true)
  }
}
