import FoundationEssentials
public import JSONRPC
public import Logging
public import Postgres
import SQL
public import Vault

/// Runs every operation for somebody: credential, parameters, permission and scope, one transaction under row security with its audit
/// event, and only then bytes. There is no other way to a method.
public final class Dispatcher: Sendable {
  /// The methods.
  public let registry: Registry
  /// The database.
  public let database: Database
  /// The tenants' data keys.
  public let keys: KeyStore
  /// The clock and calendar that calls run under.
  public let calendar: DayClock
  /// Hashes and verifies passwords.
  public let passwords: PasswordHasher
  /// What processes tell one another.
  public let signals = Signals()
  let logger: Logger
  let cache = CredentialCache()
  /// Attempts to sign in under a name, there or not, from wherever they come.
  let attempts: RateLimiter<String>
  let cursors: CursorCodec

  /// Everything that a deployment decides comes from the composition root.
  /// - Parameters:
  ///   - signInsPerMinute: how often somebody may try to sign in under one name.
  ///   - rereadMaster: looks at the master key's file again, when it may have been changed for another one.
  public init(
    registry: Registry, database: Database, master: MasterKey, passwords: PasswordHasher,
    calendar: DayClock = .china, signInsPerMinute: Int = 10, logger: Logger,
    rereadMaster: @escaping @Sendable () -> MasterKey? = { nil }
  ) {
    self.registry = registry
    self.database = database
    self.keys = KeyStore(master: master, database: database, reread: rereadMaster)
    self.calendar = calendar
    self.passwords = passwords
    self.logger = logger
    self.attempts = RateLimiter(CallRate(perMinute: signInsPerMinute))
    self.cursors = CursorCodec(
      signers: ([master] + master.previous).map { Signer(key: $0.derive(purpose: "cursor")) })
  }

  /// Listens for what other processes tell, until the task is cancelled.
  public func listen() async {
    await signals.run(database.notifications(on: "huifang_signal")) { forget(everythingOf: $0) }
  }

  /// Drops keys and credentials of a tenant that has ended; everybody's when nil. Who is still there is read again.
  func forget(everythingOf tenant: UUID?) {
    keys.forget(tenant)
    cache.removeAll(of: tenant)
  }

  /// Runs one call. Known methods ask for a credential; unknown ones don't.
  public func dispatch(
    _ call: RPCCall, bearer: BearerToken?, request: RequestContext
  ) async -> RPCOutcome {
    guard let method = registry.methods[call.method] else { return .failure(Failure(.methodNotFound)) }
    do throws(Failure) {
      return .success(try await run(method, call, bearer: bearer, request: request).value)
    } catch {
      return .failure(registry.worded(error))
    }
  }

  /// The person or system behind a token. The address counts for integration keys alone.
  /// - Throws: `CREDENTIAL_EXPIRED` when there is no such session any more.
  public func credential(for token: BearerToken, from address: String = "") async throws(Failure) -> Credential {
    if let cached = cache.credential(for: token, from: address) { return cached }
    return try await currentCredential(for: token, from: address)
  }

  /// The same as the database says now, for what asks the database nothing else.
  public func currentCredential(for token: BearerToken, from address: String) async throws(Failure) -> Credential {
    cache.remove(token, from: address)
    let credential =
      try await token.isIntegrationKey ? loadKey(token, from: address) : loadCredential(token)
    cache.store(credential)
    return credential
  }

  /// Who calls, if the token was good when it was last looked at from there and can be relied on without a look-up.
  public func caller(of token: BearerToken, from address: String) -> Caller? {
    cache.credential(for: token, from: address).map {
      Caller(account: $0.actor.account, callsPerSecond: $0.callsPerSecond)
    }
  }

  private func run(
    _ method: RegisteredMethod, _ call: RPCCall, bearer: BearerToken?, request: RequestContext
  ) async throws(Failure) -> Released<JSONBytes> {
    if case .anybody = method.access {
      guard !call.isNotification else { throw Failure(.invalidRequest) }
      return try await method.execute(Execution(self, method, call, nil, request))
    }
    guard let bearer else { throw Failure(.unauthenticated) }
    var credential = try await credential(for: bearer, from: request.clientAddress)
    if !credential.actor.mayCall(method.access) {
      // It may have been granted since: nobody is refused from the cache.
      cache.remove(bearer, from: request.clientAddress)
      credential = try await self.credential(for: bearer, from: request.clientAddress)
    }
    do throws(Failure) {
      return try await authorized(method, call, credential, request)
    } catch  where error.code == .unauthenticated {
      // The grants have changed since they were cached: look again, once.
      cache.remove(bearer, from: request.clientAddress)
      credential = try await self.credential(for: bearer, from: request.clientAddress)
      return try await authorized(method, call, credential, request)
    } catch  where error.code == .credentialExpired {
      cache.remove(bearer, from: request.clientAddress)
      throw error
    }
  }

  private func authorized(
    _ method: RegisteredMethod, _ call: RPCCall, _ credential: Credential, _ request: RequestContext
  ) async throws(Failure) -> Released<JSONBytes> {
    let execution = Execution(self, method, call, credential, request)
    do throws(Failure) {
      if call.isNotification && method.isWrite {
        throw Failure(.invalidRequest)
      }
      if !credential.actor.mayCall(method.access) {
        throw Failure(.forbidden, details: ["permission": .text(method.access.permissionName)])
      }
      let released = try await method.execute(execution)
      touch(credential)
      return released
    } catch {
      await recordFailure(error, execution)
      throw error
    }
  }

  /// A refusal or failure is an event too, in a transaction of its own. What could not even reach the database is only logged.
  private func recordFailure(_ error: Failure, _ execution: Execution) async {
    switch error.code {
    case .unauthenticated, .credentialExpired, .overloaded, .dependencyUnavailable, .cancelled, .rateLimited: return
    default: break
    }
    let isRefusal = error.code == .forbidden || execution.call.isNotification
    do {
      _ = try await database.pipelined(
        [execution.refusal(outcome: isRefusal ? "refused" : "failed", reason: error.code.symbol)],
        on: .write, tenant: execution.credential?.actor.tenant, deadline: .now.advanced(by: .seconds(5)), writes: true)
    } catch {
      logger.error(
        "an event could not be recorded",
        metadata: ["method": "\(execution.method.name)", "request": "\(execution.request.requestID)"])
    }
  }
}
