import FoundationEssentials
import Logging
import Postgres
import SQL

/// The past of the demo's hospitals: what was called, reached and recorded in the year before the demo was loaded.
///
/// The one part of the demo that isn't done by the service's methods, since attempts have the moment at which they are recorded: SQL,
/// as the superuser of the embedded cluster, for discharges whose record numbers are the demo's, and only where nothing has been done.
/// It writes no audit event, because nobody did or saw any of it. All constraints hold for it as for everybody.
struct DemoHistory: Sendable {
  /// The embedded cluster's superuser.
  let login: DatabaseConfiguration
  let logger: Logger

  /// Works the tasks that a hospital would have worked by now.
  /// - Parameter hospital: the hospital's code.
  /// - Returns: how many tasks it has touched.
  @discardableResult
  func write(hospital: String, today: CalendarDay) async throws -> Int {
    try await login.withDatabase(logger: logger) { database in
      // The import has only just ended: without a count of its rows the planner takes the tables for nearly empty.
      _ = try await database.pipelined(
        ["analyze discharges.patient, discharges.contact, discharges.discharge, followup.task, directory.department"],
        on: .work)
      let count = try await database.transaction { transaction in
        for statement in [Self.outcomeTable, Self.decide(hospital: hospital, today: today)] {
          _ = try await transaction.run(statement)
        }
        for statement in Self.effects { _ = try await transaction.run(statement) }
        return try await transaction.run("select count(*) from demo_outcome").single(Int.self)
      }
      // Thousands of rows at once: the plans of the first calls should know of them.
      _ = try await database.pipelined(
        ["analyze discharges.contact, discharges.discharge, followup.task, followup.attempt, followup.record"],
        on: .work)
      return count
    }
  }
}
