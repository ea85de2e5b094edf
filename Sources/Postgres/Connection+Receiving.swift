import CLibPQ
import SQL

extension Connection {
  /// Reads all results that are complete.
  func readResults() {
    var nothing = 0
    while let link, exchange.isNone, !queue.isEmpty, !link.isBusy {
      guard let result = link.nextResult() else {
        // Nothing stands between two statements' results; more than that would never end.
        nothing += 1
        if nothing > 2 { return lose(.protocolViolation) }
        continue
      }
      nothing = 0
      receive(result)
    }
    if !exchange.isNone { continueExchange() }
    settle()
  }

  private func receive(_ result: borrowing ResultHandle) {
    let reply: PipelineQueue<Call>.Reply
    switch result.status {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: reply = rows(result)
    case PGRES_PIPELINE_SYNC: reply = .sync
    case PGRES_PIPELINE_ABORTED: reply = .aborted
    case PGRES_FATAL_ERROR:
      if link?.hasFailed ?? true { return lose(.connectionLost) }
      reply = .failure(failure(result))
    default: reply = .unexpected
    }
    switch queue.receive(reply) {
    case .nothing: break
    case .prepareFailed(let number, _): prepareFailed(number)
    case .finished(let call, let outcome): finish(call, outcome)
    case .broken: lose(.protocolViolation)
    }
  }

  private func rows(_ result: borrowing ResultHandle) -> PipelineQueue<Call>.Reply {
    var noTypes: [UInt32] = []
    guard let call = queue.executing, let statement = call.statement(answered: queue.answered) else {
      return result.rows(knownTypes: &noTypes).map { .rows($0) } ?? .unexpected
    }
    if call.isAnswered { return .rows(Rows()) }
    return result.rows(knownTypes: &statement.columnTypes).map { .rows($0) } ?? .unexpected
  }

  private func failure(_ result: borrowing ResultHandle) -> DatabaseError {
    var index: Int?
    switch queue.first {
    case .execute(let call, _):
      let answered = queue.answered - call.operation.frameCount
      if call.statements.indices.contains(answered) { index = answered }
    case .prepare(let statement, let call): index = call?.sent.firstIndex { $0.number == statement }
    case .housekeeping, nil: break
    }
    reactor.log(result, lane: lane.lane)
    return result.databaseError(statementIndex: index)
  }

  private func prepareFailed(_ number: Int) {
    guard let statement = prepared.statement(numbered: number) else { return }
    prepared.remove(statement)
    reactor.registry.release(statement)
  }

  /// Gives the connection its next work when nothing is under way.
  func settle() {
    guard isReady, isQuiet, let link else { return }
    if lease != nil { return startWaiting() }
    // Whatever left a transaction open would hand it to the next caller.
    guard link.transactionStatus == PQTRANS_IDLE else { return lose(.protocolViolation) }
    reactor.dispatchLater(lane)
  }
}

extension Call {
  /// The statement that the next answer belongs to.
  fileprivate func statement(answered: Int) -> Statement? {
    let index = answered - operation.frameCount
    return sent.indices.contains(index) ? sent[index] : nil
  }
}
