import Logging
import Postgres
import SQL
import Synchronization

/// Whether the service can do its work: what a load balancer asks before it sends anybody here.
final class Readiness: Sendable {
  /// How one part is.
  enum Part: String, Sendable {
    case good = "ok", bad = "failed", old = "pending"
  }

  /// How the parts are.
  struct Report: Sendable {
    var database = Part.bad
    var migrations = Part.bad

    var isReady: Bool { database == .good && migrations == .good }

    var json: String {
      let parts = [("database", database), ("migrations", migrations)]
        .map { #""\#($0)":"\#($1.rawValue)""# }.joined(separator: ",")
      return #"{"status":"\#(isReady ? "ready" : "notReady")","parts":{\#(parts)}}"#
    }
  }

  /// How long a report is good: however often it is asked for, the database is asked once in that time.
  private static let freshness: Duration = .seconds(1)
  private static let patience: Duration = .seconds(1)

  private let database: Database
  private let areMigrationsCurrent: @Sendable () async throws -> Bool
  private let logger: Logger
  /// A database that was once in the right state stays so for this program.
  private let wasCurrent = Atomic(false)
  private let last = Mutex<(report: Report, at: ContinuousClock.Instant)?>(nil)

  init(_ database: Database, logger: Logger, areMigrationsCurrent: @escaping @Sendable () async throws -> Bool) {
    self.database = database
    self.logger = logger
    self.areMigrationsCurrent = areMigrationsCurrent
  }

  /// How the service is now.
  func report() async -> Report {
    if let last = last.withLock({ $0 }), last.at.duration(to: .now) < Self.freshness { return last.report }
    var report = Report()
    do {
      _ = try await database.pipelined(
        ["select 1"], on: .point, deadline: .now.advanced(by: Self.patience), writes: false)
      report.database = .good
      if !wasCurrent.load(ordering: .relaxed) {
        wasCurrent.store(try await areMigrationsCurrent(), ordering: .relaxed)
      }
      report.migrations = wasCurrent.load(ordering: .relaxed) ? .good : .old
    } catch {
      logger.warning("not ready", metadata: ["error": "\(error)"])
    }
    let fresh = report
    last.withLock { $0 = (fresh, .now) }
    return report
  }
}
