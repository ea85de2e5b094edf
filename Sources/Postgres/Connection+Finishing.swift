import SQL
import Synchronization

extension Connection {
  /// A call's segment has ended, or could not begin.
  func finish(_ call: Call, _ outcome: Result<[Rows], DatabaseError>) {
    lane.gauges.completed.add(1, ordering: .relaxed)
    if case .failure(let error) = outcome {
      if retry(call, after: error) { return }
      if lease != nil { noteFailure(error) }
    }
    switch call.operation {
    case .begin: finishBegin(call, outcome)
    case .commit, .rollback:
      endLease()
      reactor.answer(call, outcome.map { _ in .done })
    default:
      reactor.answer(call, outcome.map { .rows($0) })
    }
    reactor.dispatchLater(lane)
  }

  /// Prepares a call's statements anew when the server doesn't know them or their tables have changed, and sends the
  /// call once more if nothing of it remains.
  private func retry(_ call: Call, after error: DatabaseError) -> Bool {
    guard error.isStalePlan else { return false }
    let mayRetry = !call.isRetried && !call.isAnswered && call.operation.isWholeTransaction
    if mayRetry, lease != nil { sendRollback() }
    forgetStatements(of: call)
    guard mayRetry, isReady else { return false }
    call.isRetried = true
    send(call)
    return true
  }

  private func finishBegin(_ call: Call, _ outcome: Result<[Rows], DatabaseError>) {
    switch outcome {
    case .success:
      if !call.isAnswered, let lease { return reactor.answer(call, .success(.leased(lease))) }
      endLease()
      sendRollback()
    case .failure(let error):
      endLease()
      reactor.answer(call, .failure(error))
      sendRollback()
    }
  }
}

extension Operation {
  /// Whether the call is its transaction, so that it may be tried again when nothing of it remains.
  fileprivate var isWholeTransaction: Bool {
    switch self {
    case .pipeline, .begin: true
    default: false
    }
  }
}

extension DatabaseError {
  /// The server doesn't know the prepared statement, or its result would have other columns than before.
  fileprivate var isStalePlan: Bool { sqlState == "26000" || sqlState == "0A000" }
}
