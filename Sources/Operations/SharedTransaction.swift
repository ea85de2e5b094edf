public import FoundationEssentials
public import JSONRPC
public import Postgres
public import SQL

/// A transaction as features share it, whoever began it: a person's call or a job. It runs statements of the one hospital; opening the gate,
/// writing the event and answering stay with whoever began it.
public struct SharedTransaction: ~Copyable {
  /// The tenant, which every statement names itself.
  public let tenant: UUID
  /// The day, in the organization's time zone, as an expression.
  public let today: SQL
  let registry: Registry
  let showsPersonalData: Bool
  private let transaction: Transaction

  init(
    tenant: UUID, today: SQL, registry: Registry, showsPersonalData: Bool, _ transaction: consuming Transaction
  ) {
    self.tenant = tenant
    self.today = today
    self.registry = registry
    self.showsPersonalData = showsPersonalData
    self.transaction = transaction
  }

  /// Runs a statement.
  @discardableResult
  public func rows(_ statement: SQL) async throws(DatabaseError) -> Rows {
    try await transaction.run(statement)
  }

  /// Runs several statements in one round trip.
  @discardableResult
  public func pipelined(_ statements: [SQL]) async throws(DatabaseError) -> [Rows] {
    try await transaction.pipelined(statements)
  }
}

extension WriteTransaction {
  /// Hands the transaction to what features share.
  @discardableResult
  public func shared<Value: Sendable>(
    _ body: (borrowing SharedTransaction) async throws -> Value
  ) async throws(Failure) -> Value {
    do {
      return try await body(
        SharedTransaction(
          tenant: call.tenant, today: "\(call.today)::date", registry: call.dispatcher.registry,
          showsPersonalData: call.showsPersonalData,
          inner.transaction.scoped()))
    } catch let error as DatabaseError {
      throw Failure(database: error)
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(.internalError)
    }
  }
}

extension JobTransaction {
  /// Hands the transaction to what features share.
  @discardableResult
  public func shared<Value: Sendable>(
    _ body: (borrowing SharedTransaction) async throws -> Value
  ) async throws -> Value {
    try await body(
      SharedTransaction(
        tenant: tenant, today: HospitalClock.today, registry: job.dispatcher.registry, showsPersonalData: true,
        transaction.scoped()))
  }
}
