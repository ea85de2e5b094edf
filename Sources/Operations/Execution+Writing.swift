import FoundationEssentials
import JSONRPC
import Postgres
import SQL
import Vault

extension PipelinedCommand {
  /// Prologue, guards, the statement that writes, stores its answer and closes: one round trip.
  public static var execution: ExecutionPlan<Self> {
    ExecutionPlan(.pipelinedCommand, isIdempotent: true) { method, execution throws(Failure) in
      .json(try await execution.write(method))
    }
  }
}

extension Execution {
  /// A write in one round trip. When it fails, it may have been done before under the same key: then that answer comes again.
  func write<Method: PipelinedCommand>(_ method: Method) async throws(Failure) -> JSONBytes {
    let fingerprint = try fingerprint(of: method)
    let key = try key(fingerprint)
    do throws(Failure) {
      let results = try await pipelined(
        statements(of: try method.plan(context), under: key), lane: .write, writes: true)
      guard let answer = try Self.decoding({ try results.last?.firstRow(String?.self) ?? nil }) else {
        throw Failure(.notFound)
      }
      return JSONBytes(trusted: Array(answer.utf8))
    } catch {
      if error.code == .unauthenticated || error.code == .credentialExpired { throw error }
      guard let answer = try await storedAnswer(key) else { throw error }
      return answer
    }
  }

  /// What a write sends.
  func statements<Output>(of plan: WritePlan<Output>, under key: IdempotencyKey) -> [SQL] {
    [prologue(key.fingerprint)] + plan.before + [plan.closing(storing: key)]
  }

  /// The key of a write: asked for always, so that nothing is done twice.
  func key(_ fingerprint: [UInt8]) throws(Failure) -> IdempotencyKey {
    guard let name = idempotencyKey else { throw Failure(.idempotencyKeyRequired) }
    guard (8...128).contains(name.utf8.count), name.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
      throw Failure.violation(
        "idempotencyKey", "format",
        LocalizedText(
          chinese: "idempotencyKey 须为 8 到 128 个可打印 ASCII 字符", english: "must be 8 to 128 printable ASCII characters"))
    }
    return IdempotencyKey(
      tenant: credential.actor.tenant, account: credential.actor.account, method: call.method.name, key: name,
      fingerprint: fingerprint, scope: context.reachSetting)
  }

  /// The answer that was given under this key before; nil when there was none. Permission has been checked again by now, and the
  /// replay leaves an event of its own.
  private func storedAnswer(_ key: IdempotencyKey) async throws(Failure) -> JSONBytes? {
    let replay = again()
    let results: [Rows]
    do throws(Failure) {
      results = try await pipelined(
        [
          replay.prologue(key.fingerprint),
          // Without an answer there is nothing to record here: the failure itself will be.
          "select app.guard(exists (\(key.lookUp)), 'NOT_FOUND')",
          """
          with result as materialized (\(key.lookUp)),
          event as materialized (
            select audit.close((select subjects from result), (select count(*) from result), 'allowed', 'replay') as event_id)
          select result.* from event left join result on true
          """,
        ], lane: .point, writes: false)
    } catch  where error.code == .notFound {
      return nil
    }
    guard let row = results.last?.first else { return nil }
    return JSONBytes(trusted: try key.answer(of: row).bytes)
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
