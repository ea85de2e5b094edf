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

  /// Runs one call of the API. Known methods ask for a credential; unknown ones don't, and those that aren't published are unknown.
  public func dispatch(_ call: RPCCall, as caller: Credential?, in request: RequestContext) async -> RPCOutcome {
    guard let method = registry.published(call.method) else { return .failure(Failure(.methodNotFound)) }
    return await answer(call, method, as: caller, in: request)
  }

  /// The same for a token that nobody has looked at yet.
  public func dispatch(_ call: RPCCall, bearer: BearerToken?, request: RequestContext) async -> RPCOutcome {
    guard let method = registry.published(call.method) else { return .failure(Failure(.methodNotFound)) }
    let caller: Credential?
    do throws(Failure) {
      caller = try await self.caller(of: bearer, for: method.access, from: request.clientAddress)
    } catch {
      return .failure(registry.worded(error))
    }
    return await answer(call, method, as: caller, in: request)
  }

  private func answer(
    _ call: RPCCall, _ method: RegisteredMethod, as caller: Credential?, in request: RequestContext
  ) async -> RPCOutcome {
    let incoming = IncomingCall(
      dispatcher: self, method: method, request: request, form: .json, isNotification: call.isNotification)
    do throws(Failure) {
      return .success(Released(afterCommit: try await method.answer(incoming, call.params, caller)).value)
    } catch {
      return .failure(registry.worded(error))
    }
  }

  /// The person or system behind a token. The address counts for integration keys alone.
  /// - Throws: `CREDENTIAL_EXPIRED` when there is no such session any more.
  public func credential(for token: BearerToken, from address: String = "") async throws(Failure) -> Credential {
    if let known = knownCredential(for: token, from: address) { return known }
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

  /// The person or system behind a token, if the token was good when it was last looked at from there and can be relied on without a
  /// look-up.
  public func knownCredential(for token: BearerToken, from address: String) -> Credential? {
    cache.credential(for: token, from: address)
  }
}
