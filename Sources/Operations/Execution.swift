public import FoundationEssentials
import JSONRPC
import Postgres
import SQL
import Vault

/// One call on its way: what every kind of operation shares.
struct Execution: Sendable {
  let dispatcher: Dispatcher
  let method: RegisteredMethod
  let call: RPCCall
  let credential: Credential?
  let request: RequestContext
  let eventID = UUID.version7()

  init(
    _ dispatcher: Dispatcher, _ method: RegisteredMethod, _ call: RPCCall, _ credential: Credential?,
    _ request: RequestContext
  ) {
    self.dispatcher = dispatcher
    self.method = method
    self.call = call
    self.credential = credential
    self.request = request
  }

  /// The credential of a call that can't be here without one.
  func requiredCredential() throws(Failure) -> Credential {
    guard let credential else { throw Failure(.unauthenticated) }
    return credential
  }

  /// What the method may know.
  func context(_ credential: Credential) async throws(Failure) -> CallContext {
    let actor = credential.actor
    let reach: Reach
    switch method.access {
    case .requires(let permission):
      guard let held = actor.reach(of: permission) else { throw Failure(.forbidden) }
      reach = held
    case .signedIn, .authenticated, .anybody:
      reach = .departments([])
    }
    let calendar = dispatcher.calendar.moved(to: credential.offsetSeconds)
    return CallContext(
      actor: actor, session: credential.token.session, reach: reach, request: request, today: calendar.today,
      now: calendar.now, passwords: dispatcher.passwords, registry: dispatcher.registry,
      showsPersonalData: method.audit.personalData,
      offsetSeconds: calendar.offsetSeconds, keys: dispatcher.keys,
      key: try await dispatcher.keys.key(of: actor.tenant),
      cursors: dispatcher.cursors)
  }

  /// The one place of the prologue: session, grants and departments are rechecked, tenant, actor and departments set, timeouts armed, the
  /// gate opened.
  /// - Parameter fingerprint: what the event keeps of the parameters; empty where they hold a secret that could be guessed by it.
  func prologue(_ credential: Credential, _ context: CallContext, fingerprint: [UInt8]? = nil) -> SQL {
    let fingerprint = fingerprint ?? context.key.fingerprint(Array(call.params.rawBytes))
    if credential.token.isIntegrationKey { return keyPrologue(credential, context, fingerprint) }
    return """
      select audit.begin(\(credential.token.tenant), \(credential.token.session), \(credential.token.secret), \
      \(Int32(credential.actor.grantsVersion)), \(context.reach.setting), \(credential.actor.roleNames), \(eventID), \
      \(method.name), \(method.audit.purpose), \(request.requestID), \
      \(fingerprint), \(method.audit.personalData), \
      \(request.timeoutMilliseconds))
      """
  }

  /// The same for a hospital's own system: its key is rechecked with the address that it comes from.
  private func keyPrologue(_ credential: Credential, _ context: CallContext, _ fingerprint: [UInt8]) -> SQL {
    """
    select audit.begin_key(\(credential.token.tenant), \(credential.token.session), \(credential.token.secret), \
    \(request.clientAddress), \(context.reach.setting), \(eventID), \(method.name), \(method.audit.purpose), \
    \(request.requestID), \(fingerprint), \(method.audit.personalData), \
    \(request.timeoutMilliseconds))
    """
  }

  /// The event of a call that didn't come through.
  func refusal(outcome: String, reason: String) -> SQL {
    let actor = credential?.actor
    return """
      select audit.record_refusal(\(actor?.tenant ?? Platform.tenant), \(eventID), \(actor?.account), \
      \(credential?.session), \(actor?.roleNames ?? ""), \(method.name), \(method.audit.purpose), \
      \(request.requestID), \([UInt8]()), \(outcome), \(reason))
      """
  }

  /// The parameters, and the idempotency key of a write.
  func parameters<Method: Operation>(of type: Method.Type) throws(Failure) -> (Method, String?) {
    let keyed = try call.params.decode(Keyed<Method>.self)
    return (keyed.method, keyed.idempotencyKey ?? request.idempotencyKey)
  }

  /// Runs statements up to the sync and gives their rows, prologue excluded.
  func pipelined(_ statements: [SQL], _ credential: Credential, lane: Lane, writes: Bool) async throws(Failure)
    -> [Rows]
  {
    do {
      return try await dispatcher.database.pipelined(
        statements, on: lane, tenant: credential.actor.tenant, deadline: request.deadline, writes: writes)
    } catch {
      throw Failure(database: error)
    }
  }
}

/// The platform's own tenant.
public enum Platform {
  /// Its fixed identifier, known to the schema as well.
  public static let tenant = UUID(
    uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))
}

/// A write's parameters with the idempotency key beside them.
struct Keyed<Method: Operation>: Decodable {
  let method: Method
  let idempotencyKey: String?

  private enum CodingKeys: String, CodingKey {
    case idempotencyKey
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    idempotencyKey = try container.decodeIfPresent(String.self, forKey: .idempotencyKey)
    method = try Method(from: decoder)
  }
}
