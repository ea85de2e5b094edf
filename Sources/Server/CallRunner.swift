import FoundationEssentials
import JSONRPC
import Logging
import Operations

/// Runs one call, wherever it came from: single, in a batch, or made by the service itself. Limits, figures and the
/// dispatcher are the same for all.
struct CallRunner: Sendable {
  /// A method without a database behind it, for tests of the protocol.
  typealias Fixture = @Sendable (RPCCall) async -> RPCOutcome

  let dispatcher: Dispatcher
  let discovery: Discovery
  let concurrency: ConcurrencyLimiter
  /// Calls of each account.
  let rates: RateLimiter<UUID>
  let metrics: Metrics
  let logger: Logger
  let fixtures: [String: Fixture]

  /// Runs a call of the API. Methods that aren't published don't exist here.
  func run(_ call: RPCCall, bearer: BearerToken?, request: RequestContext) async -> RPCOutcome {
    if !fixtures.isEmpty, let fixture = fixtures[call.method] { return await fixture(call) }
    if let bearer, let wait = wait(bearer, from: request.clientAddress) {
      let refused = RPCOutcome.failure(RPCError(.rateLimited, retryAfterMs: wait))
      metrics.calls.count(call.method, refused, .zero)
      return refused
    }
    let isKnown = dispatcher.registry.methods[call.method]?.isPublished ?? (call.method == Discovery.method)
    guard isKnown else {
      metrics.calls.count(call.method, .failure(RPCError(.methodNotFound)), .zero)
      return .failure(RPCError(.methodNotFound))
    }
    return await runAny(call, bearer: bearer, request: request)
  }

  /// Takes a call from the account's bucket; a second session doesn't make it larger.
  /// - Returns: nil when it may run, else the milliseconds after which the next one may.
  func wait(_ bearer: BearerToken, from address: String) -> Int? {
    let caller = dispatcher.caller(of: bearer, from: address)
    return rates.take(
      caller?.account ?? bearer.sessionID,
      at: caller?.callsPerSecond.map { CallRate(perSecond: $0, burst: $0 * 4) })
  }

  /// Whether a method is there for everybody, as signing in is: such calls count by address, with a credential too.
  func isOpen(_ method: String) -> Bool {
    dispatcher.registry.methods[method]?.access == .anybody
  }

  /// Runs a call that the service makes itself on a caller's behalf; unpublished methods are there for it. It counts as no call: the
  /// request that it is a part of did.
  /// - Parameter isPatient: waits for a place however many wait, since a file of which a part was refused is lost.
  func runAny(
    _ call: RPCCall, bearer: BearerToken?, request: RequestContext, isPatient: Bool = false
  ) async -> RPCOutcome {
    let start = ContinuousClock.now
    let outcome = await admitted(call, bearer, request, isPatient)
    metrics.calls.count(call.method, outcome, start.duration(to: .now))
    if case .failure(let error) = outcome, error.code == .internalError {
      logger.error("a call failed", metadata: ["method": "\(call.method)", "request": "\(request.requestID)"])
    }
    return outcome
  }

  private func admitted(
    _ call: RPCCall, _ bearer: BearerToken?, _ request: RequestContext, _ isPatient: Bool
  ) async -> RPCOutcome {
    guard let bearer else { return await execute(call, nil, request) }
    switch await concurrency.enter(bearer.sessionID, deadline: request.deadline, isPatient: isPatient) {
    case .admitted:
      defer { concurrency.leave(bearer.sessionID) }
      return await execute(call, bearer, request)
    case .full: return .failure(RPCError(.rateLimited, retryAfterMs: 200))
    case .deadlinePassed: return .failure(RPCError(.deadlineExceeded))
    case .cancelled: return .failure(RPCError(.cancelled))
    }
  }

  /// `rpc.discover` is answered here, before dispatch: it sees the registry and the caller, and no row. So that it tells nothing to a
  /// session that has ended or a key from elsewhere, the caller is looked up anew.
  private func execute(_ call: RPCCall, _ bearer: BearerToken?, _ request: RequestContext) async -> RPCOutcome {
    guard call.method == Discovery.method else {
      return await dispatcher.dispatch(call, bearer: bearer, request: request)
    }
    do throws(Failure) {
      guard let bearer else { return .success(try discovery.document(for: nil, call)) }
      return .success(
        try discovery.document(
          for: try await dispatcher.currentCredential(for: bearer, from: request.clientAddress).actor, call))
    } catch {
      return .failure(error)
    }
  }
}
