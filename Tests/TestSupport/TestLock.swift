import Postgres
public import SQL

extension TestRegion {
  /// Holds what a statement locks while the body runs, so that calls meet one another for certain.
  public func holding<R: Sendable>(_ lock: SQL, _ body: () async throws -> R) async throws -> R {
    try await owner.transaction(opening: [lock]) { _ in try await body() }
  }

  /// Waits until so many calls wait for a lock, and not for ever: a call that should wait may not.
  public func untilWaiting(_ count: Int) async throws {
    for _ in 0..<6000 {
      let rows = try await owner.pipelined(
        [
          """
          select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
          """
        ], on: .list, writes: false)
      if try rows[0].single(Int.self) >= count { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw NobodyWaits()
  }
}

/// A call that should wait for a lock doesn't.
struct NobodyWaits: Error {}
