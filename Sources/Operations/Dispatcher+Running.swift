import FoundationEssentials
import JSONRPC
import Logging
import Postgres
import SQL

/// What happens to every call, whichever door it takes.
extension Dispatcher {
  /// Credential, permission and reach, once; then the parameters; then the method.
  func run<Method: Operation>(
    _ plan: ExecutionPlan<Method>, _ call: IncomingCall, as caller: Credential?,
    _ arguments: () throws(Failure) -> Arguments<Method>
  ) async throws(Failure) -> Answer<Method.Output> {
    switch plan.body {
    case .open(let body):
      guard !call.isNotification else { throw Failure(.invalidRequest) }
      return try call.answer(try await body(try arguments().method, OpenCall(call: call)))
    case .called(let body):
      guard let caller else { throw Failure(.unauthenticated) }
      var admission = try await admission(caller, call)
      while true {
        do throws(Failure) {
          let context = try await context(call, admission)
          let arguments = try arguments()
          let execution = Execution(
            call: call, credential: admission.credential, context: context, idempotencyKey: arguments.idempotencyKey,
            params: arguments.params)
          let answer = try await body(arguments.method, execution)
          touch(admission.credential)
          return answer
        } catch  where error.code == .unauthenticated && !admission.isNew {
          // The grants have changed since they were cached: look again, once.
          admission = try await newAdmission(caller, call)
        } catch {
          if error.code == .credentialExpired { cache.remove(caller.token, from: call.request.clientAddress) }
          await recordFailure(error, call, admission.credential)
          throw error
        }
      }
    }
  }

  /// Who calls, and how far the call reaches.
  struct Admission {
    let credential: Credential
    /// Nil when the caller may not make the call.
    let reach: HeldReach?
    /// Whether the database has just been asked.
    let isNew: Bool
  }

  /// It may have been granted since the credential was looked at: nobody is refused from the cache.
  func admission(_ caller: Credential, _ call: IncomingCall) async throws(Failure) -> Admission {
    guard let reach = caller.actor.reach(under: call.method.access) else {
      return try await newAdmission(caller, call)
    }
    return Admission(credential: caller, reach: reach, isNew: false)
  }

  private func newAdmission(_ caller: Credential, _ call: IncomingCall) async throws(Failure) -> Admission {
    let credential = try await currentCredential(for: caller.token, from: call.request.clientAddress)
    return Admission(credential: credential, reach: credential.actor.reach(under: call.method.access), isNew: true)
  }

  /// What the method may know.
  func context(_ call: IncomingCall, _ admission: Admission) async throws(Failure) -> CallContext {
    if call.isNotification, call.method.isWrite { throw Failure(.invalidRequest) }
    guard let reach = admission.reach else {
      throw Failure(.forbidden, details: ["permission": .text(call.method.access.permissionName)])
    }
    let credential = admission.credential
    let calendar = calendar.moved(to: credential.offsetSeconds)
    return CallContext(
      actor: credential.actor, session: credential.token.session, reach: reach.reach, request: call.request,
      today: calendar.today, now: calendar.now, showsPersonalData: call.method.audit.personalData,
      offsetSeconds: calendar.offsetSeconds, reachSetting: reach.setting,
      dispatcher: self,
      key: try await keys.key(of: credential.actor.tenant))
  }

  /// A refusal or failure is an event too, in a transaction of its own. What could not even reach the database is only logged.
  private func recordFailure(_ error: Failure, _ call: IncomingCall, _ credential: Credential) async {
    switch error.code {
    case .unauthenticated, .credentialExpired, .overloaded, .dependencyUnavailable, .cancelled, .rateLimited: return
    default: break
    }
    let isRefusal = error.code == .forbidden || call.isNotification
    do {
      _ = try await database.pipelined(
        [call.refusal(of: credential, outcome: isRefusal ? "refused" : "failed", reason: error.code.symbol)],
        on: .write, tenant: credential.actor.tenant, deadline: .now.advanced(by: .seconds(5)), writes: true)
    } catch {
      logger.error(
        "an event could not be recorded",
        metadata: ["method": "\(call.method.name)", "request": "\(call.request.requestID)"])
    }
  }
}
