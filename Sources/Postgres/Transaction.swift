public import FoundationEssentials
public import SQL

/// An interactive transaction on an exclusive connection. Can't be copied and doesn't outlive the closure it is given
/// to.
public struct Transaction: ~Copyable {
  let database: Database
  let lease: Lease
  let deadline: ContinuousClock.Instant?

  /// Runs one statement in a round trip of its own.
  public func run(_ statement: SQL) async throws(DatabaseError) -> Rows {
    try await pipelined([statement]).first ?? Rows()
  }

  /// Runs several statements in one round trip.
  public func pipelined(_ statements: [SQL]) async throws(DatabaseError) -> [Rows] {
    guard !statements.isEmpty else { return [] }
    return try await database.submit(.step(lease), statements, deadline: deadline).rows
  }

  /// Runs text of several statements that binds nothing: a migration's file, part of the program. Its errors are logged
  /// in full. Must not begin or end a transaction.
  public func run(script: String) async throws(DatabaseError) {
    _ = try await database.submit(.script(lease, script), deadline: deadline)
  }
}

extension Database {
  /// Runs a transaction on a connection of its own: BEGIN, what the body does, COMMIT. If the body throws, everything
  /// is rolled back and the error passed on.
  ///
  /// - Parameters:
  ///   - opening: statements that run in BEGIN's round trip, such as the tenant's context.
  ///   - lane: an exclusive lane: `.work` for what somebody waits for, `.job` for long work.
  ///   - isolation: how the transaction sees others.
  ///   - tenant: whose transaction this is, so that tenants take turns when connections are short.
  ///   - deadline: bounds the waiting for a connection and each statement, not COMMIT itself.
  public func transaction<R: Sendable>(
    opening: [SQL] = [], on lane: Lane = .work, isolation: Isolation = .readCommitted, tenant: UUID? = nil,
    deadline: ContinuousClock.Instant? = nil, _ body: (borrowing Transaction) async throws -> R
  ) async throws -> R {
    guard lane.isExclusive else { throw DatabaseError(.protocolViolation) }
    let begun = try await submit(.begin(isolation, lane), opening, tenant: tenant, deadline: deadline)
    guard case .leased(let lease) = begun else { throw DatabaseError(.protocolViolation) }
    let value: R
    do {
      value = try await body(Transaction(database: self, lease: lease, deadline: deadline))
    } catch {
      _ = await submitUncancelled(.rollback(lease))
      throw error
    }
    _ = try await submitUncancelled(.commit(lease)).get()
    return value
  }
}
