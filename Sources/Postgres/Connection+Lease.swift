import CLibPQ
import SQL

extension Connection {
  /// Takes a call of the leaseholder's.
  func accept(_ call: Call) {
    guard isReady, let lease, call.operation.lease == lease else { return reactor.refuseLost(call) }
    switch call.operation {
    case .commit, .rollback:
      let deadline = ContinuousClock.now + reactor.configuration.endOfTransactionTimeout
      endDeadline = deadline
      reactor.schedule(deadline)
      waiting.append(call)
      // Whoever stopped reading in the middle of the server's data doesn't want the rest.
      if exchange.isPaused { return lose(.connectionLost) }
    default:
      waiting.append(call)
    }
    startWaiting()
  }

  /// Starts what waits, as far as the connection is ready for it.
  func startWaiting() {
    while isReady, let call = waiting.first, isReady(for: call.operation) {
      _ = waiting.popFirst()
      if !call.isAnswered || call.operation.endsExchange { perform(call) }
    }
  }

  private func isReady(for operation: Operation) -> Bool {
    switch (operation, exchange) {
    case (.copyData, .copyIn(nil)), (.copyEnd, .copyIn(nil)), (.copyRead, .copyOut(nil)): true
    default: isQuiet
    }
  }

  private func perform(_ call: Call) {
    switch call.operation {
    case .step, .rollback: send(call)
    case .commit: commit(call)
    case .script(_, let text): begin(.script(call), text)
    case .copyIn: begin(.copyInStarting(call), copyText(of: call))
    case .copyOut: begin(.copyOutStarting(call), copyText(of: call))
    case .copyData, .copyEnd, .copyRead: continueCopy(call)
    case .pipeline, .begin: reactor.fail(call, .protocolViolation)
    }
  }

  /// Commits, or rolls back if that is all that can be done: the server would answer COMMIT in a failed transaction
  /// with a ROLLBACK and no error.
  private func commit(_ call: Call) {
    guard let link else { return }
    if !isDoomed, link.transactionStatus == PQTRANS_INTRANS { return send(call) }
    let failure = transactionFailure ?? DatabaseError(.protocolViolation)
    endLease()
    reactor.answer(call, .failure(failure))
    sendRollback()
  }

  /// Remembers the transaction's first error. After a server's the server itself refuses to commit; after one of ours
  /// we must.
  func noteFailure(_ error: DatabaseError) {
    if transactionFailure == nil { transactionFailure = error }
    if error.kind != .server { isDoomed = true }
  }

  /// COPY can't bind: only text without values will do.
  private func copyText(of call: Call) -> String? {
    guard call.statements.count == 1, call.statements[0].parameters.isEmpty else { return nil }
    return call.statements[0].text
  }

  /// Asks the server to stop what it is doing. The request goes its own way on its own thread and may come too late;
  /// until it is known to have ended, nothing else is begun here.
  func requestCancel() {
    guard let request = link?.cancelRequest() else { return }
    cancelRequests += 1
    let (slot, generation, inbox) = (slot, generation, reactor.inbox)
    BackgroundThread.start {
      request.send()
      inbox.send(.cancelRequestEnded(slot: slot, generation: generation))
    }
  }

  func cancelRequestEnded() {
    cancelRequests -= 1
    settle()
  }
}

extension Operation {
  fileprivate var endsExchange: Bool {
    switch self {
    case .copyEnd, .commit, .rollback: true
    default: false
    }
  }
}
