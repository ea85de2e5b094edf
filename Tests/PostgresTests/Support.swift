import Logging
import Postgres
import SQL

/// Runs the body with a database of this configuration and closes it afterwards.
func withStarted(
  _ configuration: DatabaseConfiguration, _ body: (Database) async throws -> Void
) async throws {
  var logger = Logger(label: "postgres-tests")
  logger.logLevel = .critical
  let database = Database(configuration, logger: logger)
  try await database.start()
  do {
    try await body(database)
  } catch {
    await database.close()
    throw error
  }
  await database.close()
}

/// Waits until something is so; the test's time limit ends what never comes.
func waitUntil(_ condition: () async throws -> Bool) async throws {
  while try await !condition() { try await Task.sleep(for: .milliseconds(5)) }
}

/// An advisory lock that a call can be held up with, for as long as the body runs.
func holdingLock(_ number: Int, in database: Database, _ body: () async throws -> Void) async throws {
  try await database.transaction(opening: ["select pg_advisory_xact_lock(\(number))"]) { _ in try await body() }
}

/// The backends that wait for an advisory lock, by their process ids.
let waitingProcesses: SQL = """
  select pid from pg_locks join pg_database d on d.oid = database
  where d.datname = current_database() and locktype = 'advisory' and not granted
  """

/// How many backends wait for an advisory lock.
func waitingForLock(in database: Database) async throws -> Int {
  let rows = try await database.pipelined(
    ["select count(*) from (\(waitingProcesses)) w"], on: .list, writes: false)
  return try rows[0].single(Int.self)
}

/// The database error that the body throws; nil if it throws none.
func failure(_ body: () async throws -> some Any) async -> DatabaseError? {
  do {
    _ = try await body()
    return nil
  } catch {
    return error as? DatabaseError
  }
}

/// Whether a transaction can be run.
func runsTransaction(_ database: Database) async throws -> Bool {
  try await database.transaction { try await $0.run("select 1").single(Int.self) } == 1
}

/// Whether nothing was committed to a table, as another connection sees it.
func isEmpty(_ table: String, in database: Database) async throws -> Bool {
  try await database.pipelined(["select not exists (select from \(identifier: table))"], on: .list)[0].single(Bool.self)
}
