public import FoundationEssentials
import JSONRPC
import Postgres
import SQL
import Vault

/// A call as it came, before anybody has looked at who makes it.
struct IncomingCall: Sendable {
  let dispatcher: Dispatcher
  let method: RegisteredMethod
  let request: RequestContext
  let form: AnswerForm
  /// Whether nobody waits for an answer.
  let isNotification: Bool

  /// An answer in the form that is wanted. Whatever JSON can't say fails here, before the transaction commits.
  func answer<Output>(_ output: Output) throws(Failure) -> Answer<Output> {
    switch form {
    case .json: .json(try JSONOutput.encode(output))
    case .value: .value(output)
    }
  }

  /// The event of a call that didn't come through.
  func refusal(of credential: Credential?, outcome: String, reason: String, eventID: UUID = .version7()) -> SQL {
    let actor = credential?.actor
    return """
      select audit.record_refusal(\(actor?.tenant ?? Platform.tenant), \(eventID), \(actor?.account), \
      \(credential?.session), \(actor?.roleNames ?? ""), \(method.name), \(method.audit.purpose), \
      \(request.requestID), \([UInt8]()), \(outcome), \(reason))
      """
  }
}

/// A call that its caller may make, on its way: who calls and how far the call reaches are resolved by now, once.
struct Execution: Sendable {
  let call: IncomingCall
  let credential: Credential
  let context: CallContext
  /// The caller's name for a write.
  let idempotencyKey: String?
  /// The parameters as they were sent, or as the encoder writes what came as a value.
  let params: Params
  private(set) var eventID = UUID.version7()

  var dispatcher: Dispatcher { call.dispatcher }

  /// The same call in another transaction, whose event is another one.
  func again() -> Execution {
    var execution = self
    execution.eventID = UUID.version7()
    return execution
  }

  /// The one place of the prologue: session, grants and departments are rechecked, tenant, actor and departments set, timeouts armed, the
  /// gate opened.
  /// - Parameter fingerprint: what the event keeps of the parameters; empty where they hold a secret that could be guessed by it.
  func prologue(_ fingerprint: [UInt8]) -> SQL {
    let (token, method, request) = (credential.token, call.method, call.request)
    if token.isIntegrationKey { return keyPrologue(fingerprint) }
    return """
      select audit.begin(\(token.tenant), \(token.session), \(token.secret), \
      \(Int32(credential.actor.grantsVersion)), \(context.reachSetting), \(credential.actor.roleNames), \(eventID), \
      \(method.name), \(method.audit.purpose), \(request.requestID), \
      \(fingerprint), \(method.audit.personalData), \
      \(request.timeoutMilliseconds))
      """
  }

  /// The same for a hospital's own system: its key is rechecked with the address that it comes from.
  private func keyPrologue(_ fingerprint: [UInt8]) -> SQL {
    let (token, method, request) = (credential.token, call.method, call.request)
    return """
      select audit.begin_key(\(token.tenant), \(token.session), \(token.secret), \
      \(request.clientAddress), \(context.reachSetting), \(eventID), \(method.name), \(method.audit.purpose), \
      \(request.requestID), \(fingerprint), \(method.audit.personalData), \
      \(request.timeoutMilliseconds))
      """
  }

  /// What is compared and kept of a write's parameters: a keyed hash of the bytes in which the encoder writes them. It is the same
  /// whether they came as JSON, in whatever order and spacing, or as a value; the idempotency key isn't part of it.
  func fingerprint(of parameters: some Operation) throws(Failure) -> [UInt8] {
    context.key.fingerprint(try JSONOutput.encode(parameters).bytes)
  }

  /// What the event keeps of a read's parameters: taken of the bytes as they were sent, since reads are too many to be encoded again.
  var fingerprintOfRead: [UInt8] { context.key.fingerprint(params.rawBytes) }

  /// Runs statements up to the sync and gives their rows.
  func pipelined(_ statements: [SQL], lane: Lane, writes: Bool) async throws(Failure) -> [Rows] {
    do {
      return try await dispatcher.database.pipelined(
        statements, on: lane, tenant: credential.actor.tenant, deadline: call.request.deadline, writes: writes)
    } catch {
      throw Failure(database: error)
    }
  }

  /// What a decoder throws, as an answer: its own failures pass, a surprise of the wire is ours.
  static func decoding<Value>(_ body: () throws -> Value) throws(Failure) -> Value {
    do {
      return try body()
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(.internalError)
    }
  }
}

/// The platform's own tenant.
public enum Platform {
  /// Its fixed identifier, known to the schema as well.
  public static let tenant = UUID(
    uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))
}
