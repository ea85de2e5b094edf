import FoundationEssentials
import JSONRPC
import Postgres
import SQL
@_spi(Disclosure) import Vault

extension Execution {
  /// A read, statement by statement.
  func run<Method: Query>(_ type: Method.Type) async throws(Failure) -> Released<JSONBytes> {
    let credential = try requiredCredential()
    let parameters = try call.params.decode(type)
    let context = try await context(credential)
    return try await interactive(prologue(credential, context), context) { inner in
      let transaction = ReadTransaction(inner: inner)
      let audited = try await parameters.run(transaction)
      let answer = try JSONOutput.encode(audited.output)
      try await transaction.inner.close(count: audited.count)
      return answer
    }
  }

  /// A write, statement by statement; its answer is stored sealed in the transaction of its effect.
  func run<Method: Command>(_ type: Method.Type) async throws(Failure) -> Released<JSONBytes> {
    let credential = try requiredCredential()
    // A client may send a key with every write; one that takes none doesn't mind.
    let (parameters, name) = try parameters(of: type)
    let context = try await context(credential)
    guard Method.repetition != .keyless else {
      return try await write(parameters, prologue(credential, context), context)
    }
    let key = try idempotencyKey(name, credential, context)
    return try await interactive(prologue(credential, context), context) { inner in
      let transaction = WriteTransaction(inner: inner)
      if let row = try await transaction.rows(key.lookUp).first {
        let stored = try key.answer(of: row)
        guard Method.repetition == .answeredAgain else { throw RPCError.shownOnce }
        for subject in stored.subjects { try transaction.disclosure.concerns(subject) }
        try await transaction.inner.close(count: 0, reason: "replay")
        return JSONBytes(
          trusted: try context.key.open(SealedBytes(bytes: stored.bytes), context: SealedColumn.storedAnswer.context))
      }
      let audited = try await parameters.run(transaction)
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
      return answer
    }
  }

  /// A write that takes no key.
  func write<Method: Command>(
    _ parameters: Method, _ prologue: SQL, _ context: CallContext
  ) async throws(Failure) -> Released<JSONBytes> {
    try await interactive(prologue, context) { inner in
      let transaction = WriteTransaction(inner: inner)
      let audited = try await parameters.run(transaction)
      let answer = try JSONOutput.encode(audited.output)
      try await transaction.inner.close(count: audited.count)
      return answer
    }
  }

  /// Runs a transaction. What waits for a lock lets its connection go after half a second and comes again for a while: others' calls need
  /// the connection meanwhile.
  private func interactive(
    _ prologue: SQL, _ context: CallContext, _ body: (consuming InnerTransaction) async throws -> JSONBytes
  ) async throws(Failure) -> Released<JSONBytes> {
    let patience = min(request.deadline, ContinuousClock.now.advanced(by: .seconds(5)))
    while true {
      do throws(Failure) {
        return try await attempt(prologue, context, body)
      } catch {
        guard error.isLocked, ContinuousClock.now < patience, !Task.isCancelled else { throw error }
        try? await Task.sleep(for: .milliseconds(250))
      }
    }
  }

  private func attempt(
    _ prologue: SQL, _ context: CallContext, _ body: (consuming InnerTransaction) async throws -> JSONBytes
  ) async throws(Failure) -> Released<JSONBytes> {
    let disclosure = Disclosure(key: context.key, recorded: nil)
    do {
      let answer = try await dispatcher.database.transaction(
        opening: [prologue], tenant: context.tenant, deadline: request.deadline
      ) { transaction in
        try await body(
          InnerTransaction(
            call: context, eventID: eventID, disclosure: disclosure, transaction: transaction.scoped()))
      }
      return Released(afterCommit: answer)
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
