import Logging
import Postgres
import SQL

/// Whether the server has room for the connections that this process keeps open. Without room a process starts and works on the few that
/// it got, so it is said in one line.
struct ConnectionRoom: Sendable {
  /// Connections that the server takes of ordinary logins.
  let limit: Int
  /// Connections of other processes, whosever they are.
  let others: Int
  /// Connections that this process keeps open.
  let own: Int

  /// What the operator should know; nil while there is room.
  var warning: String? {
    guard others + own > limit else { return nil }
    return """
      PostgreSQL takes \(limit) connections, others hold \(others), and this process wants \(own): calls will wait for one another; \
      set max_connections to \(others + own + 10) or more, or run fewer processes
      """
  }

  /// Asks the server, once this process has begun to connect.
  static func check(_ database: Database, _ configuration: DatabaseConfiguration, _ logger: Logger) async {
    do {
      let rows = try await database.pipelined(
        [
          """
          select current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer,
            (select sum(numbackends)::integer from pg_stat_database)
          """
        ], on: .point, deadline: .now.advanced(by: .seconds(5)), writes: false)
      guard let (limit, held) = try rows.first?.single((Int, Int).self) else { return }
      let own = configuration.connectionCount
      let others = max(0, held - min(own, database.statistics.connections))
      if let warning = ConnectionRoom(limit: limit, others: others, own: own).warning { logger.warning("\(warning)") }
    } catch {
      logger.debug("the server doesn't say how many connections it takes", metadata: ["error": "\(error)"])
    }
  }
}
