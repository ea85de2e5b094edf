import FoundationEssentials
package import JSONRPC
package import Logging
package import Operations

/// Runs one call, wherever it came from: single, in a batch, or made by the service itself. Limits, figures and the
/// dispatcher are the same for all.
package struct CallRunner: Sendable {
  /// A method without a database behind it, for tests of the protocol.
  package typealias Fixture = @Sendable (RPCCall) async -> RPCOutcome

  private let dispatcher: Dispatcher
  private let discovery: Discovery
  private let concurrency: ConcurrencyLimiter
  /// Calls of each account.
  private let rates: RateLimiter<UUID>
  private let metrics: Metrics
  private let logger: Logger
  private let fixtures: [String: Fixture]

  /// - Parameters:
  ///   - dispatcher: runs the methods.
  ///   - concurrency: how much of a credential runs at once.
  ///   - rate: how often an account may call.
  ///   - metrics: what is counted.
  ///   - fixtures: methods without a database behind them, for tests of the protocol.
  package init(
    _ dispatcher: Dispatcher, concurrency: ConcurrencyLimiter, rate: CallRate, metrics: Metrics, logger: Logger,
    fixtures: [String: Fixture] = [:]
  ) {
    self.dispatcher = dispatcher
    discovery = Discovery(dispatcher.registry)
    self.concurrency = concurrency
    rates = RateLimiter(rate)
    self.metrics = metrics
    self.logger = logger
    self.fixtures = fixtures
  }

  /// Runs a call of the API.
  package func run(_ call: RPCCall, as caller: Credential?, in request: RequestContext) async -> RPCOutcome {
    if !fixtures.isEmpty, let fixture = fixtures[call.method] { return await fixture(call) }
    if let caller, let wait = wait(caller) { return refused(call, RPCError(.rateLimited, retryAfterMs: wait)) }
    guard call.method == Discovery.method || dispatcher.registry.published(call.method) != nil else {
      return refused(call, RPCError(.methodNotFound))
    }
    return await limited(call.method, caller, request, isPatient: false) {
      await execute(call, caller, request)
    }
  }

  /// Runs a method that the service calls itself on a caller's behalf. It counts as no call of the account's: the request that it is a
  /// part of did.
  /// - Parameters:
  ///   - key: the idempotency key of a write.
  ///   - isPatient: waits for a place however many wait, since a file of which a part was refused is lost.
  /// - Throws: what the API would answer.
  package func perform<Method: Operation>(
    _ method: Method, as caller: Credential?, in request: RequestContext, key: String? = nil, isPatient: Bool = false
  ) async throws(Failure) -> Method.Output {
    let outcome = await limited("\(Method.name)", caller, request, isPatient: isPatient) {
      do throws(Failure) {
        return .success(try await dispatcher.perform(method, as: caller, in: request, key: key).value)
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }

  /// Takes a call from the account's bucket; a second session doesn't make it larger.
  /// - Returns: nil when it may run, else the milliseconds after which the next one may.
  package func wait(_ caller: Credential) -> Int? {
    rates.take(
      caller.actor.account, at: caller.callsPerSecond.map { CallRate(perSecond: $0, burst: $0 * 4) })
  }

  /// Whether a method is there for everybody, as signing in is: such calls count by address, with a credential too.
  package func isOpen(_ method: String) -> Bool {
    dispatcher.registry.published(method)?.access == .anybody
  }

  private func refused(_ call: RPCCall, _ error: RPCError) -> RPCOutcome {
    metrics.calls.count(call.method, error.code, .zero)
    return .failure(error)
  }

  /// Counts a call and how long it took, and lets no credential run more at once than it may.
  private func limited<Value: Sendable>(
    _ method: String, _ caller: Credential?, _ request: RequestContext, isPatient: Bool,
    _ body: () async -> Result<Value, Failure>
  ) async -> Result<Value, Failure> {
    let start = ContinuousClock.now
    let outcome = await admitted(caller, request, isPatient, body)
    let duration = start.duration(to: .now)
    guard case .failure(let error) = outcome else {
      metrics.calls.count(method, nil, duration)
      return outcome
    }
    metrics.calls.count(method, error.code, duration)
    if error.code == .internalError {
      logger.error("a call failed", metadata: ["method": "\(method)", "request": "\(request.requestID)"])
    }
    return outcome
  }

  private func admitted<Value: Sendable>(
    _ caller: Credential?, _ request: RequestContext, _ isPatient: Bool, _ body: () async -> Result<Value, Failure>
  ) async -> Result<Value, Failure> {
    guard let session = caller?.token.sessionID else { return await body() }
    switch await concurrency.enter(session, deadline: request.deadline, isPatient: isPatient) {
    case .admitted:
      defer { concurrency.leave(session) }
      return await body()
    case .full: return .failure(RPCError(.rateLimited, retryAfterMs: 200))
    case .deadlinePassed: return .failure(RPCError(.deadlineExceeded))
    case .cancelled: return .failure(RPCError(.cancelled))
    }
  }

  /// `rpc.discover` is answered here, before dispatch: it sees the registry and the caller, and no row. So that it tells nothing to a
  /// session that has ended or a key from elsewhere, the caller is looked up anew.
  private func execute(_ call: RPCCall, _ caller: Credential?, _ request: RequestContext) async -> RPCOutcome {
    guard call.method == Discovery.method else {
      return await dispatcher.dispatch(call, as: caller, in: request)
    }
    do throws(Failure) {
      guard let caller else { return .success(try discovery.document(for: nil, call)) }
      return .success(
        try discovery.document(
          for: try await dispatcher.currentCredential(for: caller.token, from: request.clientAddress).actor, call))
    } catch {
      return .failure(error)
    }
  }
}
