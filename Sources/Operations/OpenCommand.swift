public import FoundationEssentials
public import JSONRPC
import Postgres
public import SQL
public import Vault

/// A method that anybody may call, because it comes before there is a session: signing in.
public protocol OpenCommand: Operation {
  func run(_ call: OpenCall) async throws(Failure) -> Output
}

extension OpenCommand {
  /// Signing in: no credential, no idempotency.
  public static var execution: ExecutionPlan<Self> {
    ExecutionPlan(open: { method, call throws(Failure) in try await method.run(call) })
  }
}

/// What a method has that runs for nobody yet: it may look up what signing in needs, and it writes under an event.
public struct OpenCall: Sendable {
  let call: IncomingCall
  /// The event that ``write(to:_:allowed:reason:)`` leaves.
  public let eventID = UUID.version7()

  private var dispatcher: Dispatcher { call.dispatcher }
  /// What came beside the call.
  public var request: RequestContext { call.request }
  /// The present moment.
  public var now: Date { dispatcher.calendar.now }
  /// Hashes and verifies passwords.
  public var passwords: PasswordHasher { dispatcher.passwords }

  /// Counts an attempt under a name, there or not: beside the lock, which only accounts have.
  /// - Throws: `RATE_LIMITED` when there were too many of late.
  public func countAttempt(at name: String) throws(Failure) {
    if let wait = dispatcher.attempts.take(name) { throw Failure(.rateLimited, retryAfterMs: wait) }
  }

  /// Rows of a tenant that hold no personal data: row security shows nothing else without an open gate.
  public func rows(of tenant: UUID, _ statement: SQL) async throws(Failure) -> Rows {
    let results = try await pipelined(
      ["select set_config('app.tenant_id', \(tenant.uuidString), true)", statement], tenant: tenant, writes: false)
    return results.last ?? Rows()
  }

  /// The same, as what the rows are read as.
  public func rows<Item>(of tenant: UUID, _ selection: Selection<Item>) async throws(Failure) -> [Item] {
    let rows = try await rows(of: tenant, selection.statement)
    return try Execution.decoding { try selection.read(rows) }
  }

  /// Changes a row of a tenant that records no more than that somebody tries, which needs no event of its own: how the attempt ends
  /// is one. It isn't waited for until it is on the disk, so that the answer takes as long where there is no such row.
  public func note(in tenant: UUID, _ statement: SQL) async throws(Failure) -> Rows {
    let results = try await pipelined(
      [
        "select set_config('app.tenant_id', \(tenant.uuidString), true), set_config('synchronous_commit', 'off', true)",
        statement,
      ], tenant: tenant, writes: true)
    return results.last ?? Rows()
  }

  /// The same, with what it says of the row that it changed.
  public func note<Item>(in tenant: UUID, _ selection: Selection<Item>) async throws(Failure) -> [Item] {
    let rows = try await note(in: tenant, selection.statement)
    return try Execution.decoding { try selection.read(rows) }
  }

  /// Changes rows of a tenant, with the event that says how the attempt ended.
  public func write(
    to tenant: UUID, _ statements: [SQL], allowed: Bool, reason: String? = nil
  ) async throws(Failure) {
    let prologue: SQL = """
      select audit.begin_sign_in(\(tenant), \(eventID), \(request.requestID), \([UInt8]()), \
      \(call.method.name), \(request.timeoutMilliseconds))
      """
    let event: SQL = "select audit.close(null, \(0), \(allowed ? "allowed" : "refused"), \(reason))"
    _ = try await pipelined([prologue] + statements + [event], tenant: tenant, writes: true)
  }

  /// The tenant of an organization's code; nil when there is none.
  public func tenant(ofOrganization code: String) async throws(Failure) -> UUID? {
    let results = try await pipelined(
      ["select directory.organization_with_code(\(code))"], tenant: nil, writes: false)
    return try Execution.decoding { try results.last?.firstRow(UUID?.self) ?? nil }
  }

  /// Records an attempt that belongs to no tenant.
  public func refuseUnknown(reason: String) async throws(Failure) {
    _ = try await pipelined(
      [call.refusal(of: nil, outcome: "refused", reason: reason, eventID: eventID)], tenant: nil, writes: true)
  }

  /// Opens a one-time code's secret: what signing in compares with, never given out.
  public func verifyOneTimeCode(
    _ code: String, sealedSecret: SealedText, tenant: UUID, lastUsedStep: Int
  ) async throws(Failure) -> Int? {
    let key = try await dispatcher.keys.key(of: tenant)
    return OneTimeSecret.verify(code, sealed: sealedSecret, key: key, at: now, lastUsedStep: Int64(lastUsedStep)).map {
      Int($0)
    }
  }

  /// What is kept of a recovery code.
  public func hash(_ code: RecoveryCode, of account: UUID, in tenant: UUID) async throws(Failure) -> [UInt8] {
    try await dispatcher.keys.key(of: tenant).hash(code, of: account)
  }

  private func pipelined(_ statements: [SQL], tenant: UUID?, writes: Bool) async throws(Failure) -> [Rows] {
    do {
      return try await dispatcher.database.pipelined(
        statements, on: writes ? .write : .point, tenant: tenant, deadline: request.deadline, writes: writes)
    } catch {
      throw Failure(database: error)
    }
  }
}
