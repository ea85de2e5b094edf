import FoundationEssentials
import JSONRPC
import Postgres
import SQL
@_spi(Disclosure) import Vault

extension Query {
  /// A read, statement by statement.
  public static var execution: ExecutionPlan<Self> {
    ExecutionPlan(.query) { method, execution throws(Failure) in
      try await execution.interactive(execution.fingerprintOfRead) { inner in
        let transaction = ReadTransaction(inner: inner)
        let audited = try await method.run(transaction)
        let answer = try execution.call.answer(audited.output)
        try await transaction.inner.close(count: audited.count)
        return answer
      }
    }
  }
}

extension Command {
  /// A write, statement by statement; its answer is stored sealed in the transaction of its effect.
  public static var execution: ExecutionPlan<Self> {
    ExecutionPlan(.command, isIdempotent: repetition != .keyless) { method, execution throws(Failure) in
      let fingerprint = try execution.fingerprint(of: method)
      return repetition == .keyless
        ? try await execution.write(method, fingerprint) : try await execution.writeOnce(method, fingerprint)
    }
  }
}

extension Execution {
  /// A write under its key: what was done before is answered again.
  func writeOnce<Method: Command>(
    _ method: Method, _ fingerprint: [UInt8]
  ) async throws(Failure) -> Answer<Method.Output> {
    let key = try key(fingerprint)
    return try await interactive(fingerprint) { inner in
      let transaction = WriteTransaction(inner: inner)
      if let row = try await transaction.rows(key.lookUp).first {
        let stored = try key.answer(of: row)
        guard Method.repetition == .answeredAgain else { throw RPCError.shownOnce }
        for subject in stored.subjects { try transaction.disclosure.concerns(subject) }
        try await transaction.inner.close(count: 0, reason: "replay")
        return .json(
          JSONBytes(
            trusted: try context.key.open(
              SealedBytes(bytes: stored.bytes), context: SealedColumn.storedAnswer.context)))
      }
      let audited = try await method.run(transaction)
      let answer = try JSONOutput.encode(audited.output)
      let kept = Method.repetition == .answeredAgain ? answer.bytes : []
      let sealed = context.key.seal(bytes: kept, context: SealedColumn.storedAnswer.context)
      try await transaction.rows(
        """
        insert into operations.idempotency (tenant_id, account_id, method, key, fingerprint, answer, scope, subjects)
        values (\(key.tenant), \(key.account), \(key.method), \(key.key), \(key.fingerprint), \(sealed.bytes),
          \(key.scope), \(transaction.disclosure.subjects))
        """)
      try await transaction.inner.close(count: audited.count)
      return call.form == .json ? .json(answer) : .value(audited.output)
    }
  }

  /// A write that takes no key.
  func write<Method: Command>(
    _ method: Method, _ fingerprint: [UInt8]
  ) async throws(Failure) -> Answer<Method.Output> {
    try await interactive(fingerprint) { inner in
      let transaction = WriteTransaction(inner: inner)
      let audited = try await method.run(transaction)
      let answer = try call.answer(audited.output)
      try await transaction.inner.close(count: audited.count)
      return answer
    }
  }

  /// Runs a transaction. What waits for a lock lets its connection go after half a second and comes again for a while: others' calls need
  /// the connection meanwhile.
  func interactive<Output>(
    _ fingerprint: [UInt8], _ body: (consuming InnerTransaction) async throws -> Answer<Output>
  ) async throws(Failure) -> Answer<Output> {
    let patience = min(call.request.deadline, ContinuousClock.now.advanced(by: .seconds(5)))
    while true {
      do throws(Failure) {
        return try await attempt(fingerprint, body)
      } catch {
        guard error.isLocked, ContinuousClock.now < patience, !Task.isCancelled else { throw error }
        try? await Task.sleep(for: .milliseconds(250))
      }
    }
  }

  private func attempt<Output>(
    _ fingerprint: [UInt8], _ body: (consuming InnerTransaction) async throws -> Answer<Output>
  ) async throws(Failure) -> Answer<Output> {
    let disclosure = Disclosure(key: context.key, recorded: nil)
    do {
      return try await dispatcher.database.transaction(
        opening: [prologue(fingerprint)], tenant: context.tenant, deadline: call.request.deadline
      ) { transaction in
        try await body(
          InnerTransaction(
            call: context, eventID: eventID, disclosure: disclosure, transaction: transaction.scoped()))
      }
    } catch let error as DatabaseError {
      throw Failure(database: error)
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(.internalError)
    }
  }
}

extension RPCError {
  /// It was done under this key, and what it showed is gone.
  static let shownOnce = RPCError(
    .invalidState,
    violations: [
      Violation(
        path: "idempotencyKey", rule: "shownOnce",
        message: LocalizedText(
          chinese: "该操作已用此 idempotencyKey 完成；其中的密码或密钥只显示一次，未被保存，需要时请重置",
          english:
            "this was done under the same idempotencyKey; its secret was shown once and is not kept: reset it for a new one"
        ))
    ])
}
