import FoundationEssentials
import JSONRPC
import Postgres
import SQL
import Vault

extension Execution {
  /// A write in one round trip. When it fails, it may have been done before under the same key: then that answer comes again.
  func run<Method: PipelinedCommand>(_ type: Method.Type) async throws(Failure) -> Released<JSONBytes> {
    let credential = try requiredCredential()
    let (parameters, name) = try parameters(of: type)
    let context = try await context(credential)
    let key = try idempotencyKey(name, credential, context)
    do throws(Failure) {
      let plan = try parameters.plan(context)
      let results = try await pipelined(
        [prologue(credential, context)] + plan.before + [plan.closing(storing: key)], credential, lane: .write,
        writes: true)
      guard let answer = try Self.decoding({ try results.last?.firstRow(String?.self) ?? nil }) else {
        throw Failure(.notFound)
      }
      return Released(afterCommit: JSONBytes(trusted: Array(answer.utf8)))
    } catch {
      if error.code == .unauthenticated || error.code == .credentialExpired { throw error }
      guard let answer = try await storedAnswer(key, credential, context) else { throw error }
      return answer
    }
  }

  /// The key of a write: asked for always, so that nothing is done twice.
  func idempotencyKey(_ name: String?, _ credential: Credential, _ context: CallContext) throws(Failure)
    -> IdempotencyKey
  {
    guard let name else { throw Failure(.idempotencyKeyRequired) }
    guard (8...128).contains(name.utf8.count), name.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
      throw Failure.violation(
        "idempotencyKey", "format",
        LocalizedText(
          chinese: "idempotencyKey 须为 8 到 128 个可打印 ASCII 字符", english: "must be 8 to 128 printable ASCII characters"))
    }
    return IdempotencyKey(
      tenant: credential.actor.tenant, account: credential.actor.account, method: method.name, key: name,
      fingerprint: context.key.fingerprint(call.params.canonicalBytes), scope: context.reach.setting)
  }

  /// The answer that was given under this key before; nil when there was none. Permission has been checked again by now, and the
  /// replay leaves an event of its own.
  func storedAnswer(
    _ key: IdempotencyKey, _ credential: Credential, _ context: CallContext
  ) async throws(Failure) -> Released<JSONBytes>? {
    let replay = Execution(dispatcher, method, call, credential, request)
    let results: [Rows]
    do throws(Failure) {
      results = try await pipelined(
        [
          replay.prologue(credential, context),
          // Without an answer there is nothing to record here: the failure itself will be.
          "select app.guard(exists (\(key.lookUp)), 'NOT_FOUND')",
          """
          with result as materialized (\(key.lookUp)),
          event as materialized (
            select audit.close((select subjects from result), (select count(*) from result), 'allowed', 'replay') as event_id)
          select result.* from event left join result on true
          """,
        ], credential, lane: .point, writes: false)
    } catch  where error.code == .notFound {
      return nil
    }
    guard let row = results.last?.first else { return nil }
    return Released(afterCommit: JSONBytes(trusted: try key.answer(of: row).bytes))
  }
}

extension IdempotencyKey {
  /// What is stored under the key.
  var lookUp: SQL {
    """
    select fingerprint, answer, scope, subjects from operations.idempotency
      where tenant_id = \(tenant) and account_id = \(account) and method = \(method) and key = \(key)
    """
  }

  /// The stored answer, if it belongs to the same parameters.
  /// - Throws: `IDEMPOTENCY_KEY_REUSED` when it was given for others.
  func answer(of row: Row) throws(Failure) -> (bytes: [UInt8], subjects: [UUID]) {
    let (stored, answer, seen, subjects) = try Execution.decoding {
      try row.decode(([UInt8], [UInt8], String, [UUID]).self)
    }
    guard stored == fingerprint else { throw Failure(.idempotencyKeyReused) }
    guard seen == scope else { throw Failure(.notFound) }
    return (answer, subjects)
  }
}
