import CLibPQ
import SQL

extension Connection {
  /// Leaves the pipeline and sends text by the simple protocol.
  func begin(_ next: Exchange, _ text: String?) {
    guard let link, let call = next.call else { return }
    guard let text else { return reactor.fail(call, .protocolViolation) }
    guard link.exitPipeline(), link.sendSimple(text) else { return lose(.connectionLost) }
    exchange = next
    exchangeFailure = nil
    exchangeAffected = 0
    flush(mayHaveRead: true)
  }

  /// Reads what the server has answered.
  func continueExchange() {
    if case .copyOut(let call) = exchange {
      if let call { readCopy(for: call) }
      return
    }
    while let link, exchange.readsResults, !link.isBusy {
      guard let result = link.nextResult() else { return endExchange() }
      receiveInExchange(result)
    }
    releaseFlushedPiece()
  }

  private func receiveInExchange(_ result: borrowing ResultHandle) {
    switch result.status {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: exchangeAffected += result.affected
    case PGRES_FATAL_ERROR:
      if link?.hasFailed ?? true { return lose(.connectionLost) }
      if case .script = exchange { reactor.logScriptFailure(result) } else { reactor.log(result, lane: lane.lane) }
      if exchangeFailure == nil { exchangeFailure = result.databaseError(statementIndex: nil) }
    case PGRES_COPY_IN: copyInBegan()
    case PGRES_COPY_OUT: copyOutBegan()
    default: lose(.protocolViolation)
    }
  }

  private func copyInBegan() {
    guard case .copyInStarting(let call) = exchange else { return lose(.protocolViolation) }
    exchange = .copyIn(nil)
    if call.isAnswered { return lose(.connectionLost) }
    reactor.answer(call, .success(.done))
  }

  private func copyOutBegan() {
    guard case .copyOutStarting(let call) = exchange else { return lose(.protocolViolation) }
    exchange = .copyOut(nil)
    if call.isAnswered { return lose(.connectionLost) }
    reactor.answer(call, .success(.done))
    updateInterest()
  }

  /// All results have come: back into the pipeline.
  private func endExchange() {
    guard let link, link.enterPipeline() else { return lose(.connectionLost) }
    let ended = exchange
    exchange = .none
    updateInterest()
    if let failure = exchangeFailure { noteFailure(failure) }
    guard let call = ended.call else { return }
    if let failure = exchangeFailure { return reactor.answer(call, .failure(failure)) }
    var rest: [UInt8] = []
    if case .copyOutEnding(_, let bytes) = ended { rest = bytes }
    reactor.answer(call, .success(.ended(rest: rest, affected: exchangeAffected)))
  }
}

// MARK: Data

extension Connection {
  /// A piece of data from the caller, its end, or the wish for one.
  func continueCopy(_ call: Call) {
    switch (call.operation, exchange) {
    case (.copyData(_, let bytes), .copyIn): putCopy(bytes, for: call)
    case (.copyEnd(_, let failed), .copyIn): endCopy(call, failed: failed)
    case (.copyRead, .copyOut):
      exchange = .copyOut(call)
      readCopy(for: call)
    default: reactor.fail(call, .protocolViolation)
    }
  }

  private func putCopy(_ bytes: [UInt8], for call: Call) {
    guard let link, link.putCopy(bytes) else { return lose(.connectionLost) }
    exchange = .copyIn(call)
    flush(mayHaveRead: false)
    releaseFlushedPiece()
  }

  /// Answers the caller's piece once the socket has taken it, and not before: that is what holds a fast caller back.
  func releaseFlushedPiece() {
    guard case .copyIn(let call?) = exchange, !isBlocked else { return }
    exchange = .copyIn(nil)
    reactor.answer(call, .success(.done))
    startWaiting()
  }

  private func endCopy(_ call: Call, failed: Bool) {
    let reason = failed ? "the data could not be produced" : nil
    guard let link, link.putCopyEnd(failure: reason) else { return lose(.connectionLost) }
    exchange = .copyInEnding(call)
    flush(mayHaveRead: true)
  }

  /// Gathers rows until a chunk is full or the socket is empty.
  private func readCopy(for call: Call) {
    guard let link else { return }
    var chunk: [UInt8] = []
    while chunk.count < Self.chunkSize {
      switch link.takeCopy(into: &chunk) {
      case .bytes: continue
      case .failed: return lose(.connectionLost)
      case .end:
        exchange = .copyOutEnding(call, rest: chunk)
        updateInterest()
        return continueExchange()
      case .later where chunk.isEmpty: return updateInterest()
      case .later: break
      }
      break
    }
    exchange = .copyOut(nil)
    reactor.answer(call, .success(.chunk(chunk)))
    updateInterest()
  }

  /// About the size of the pieces in which data crosses.
  static var chunkSize: Int { 65_536 }
}

extension Exchange {
  /// Whether the next thing from the server is a result.
  fileprivate var readsResults: Bool {
    switch self {
    case .script, .copyInStarting, .copyInEnding, .copyOutStarting, .copyOutEnding: true
    case .none, .copyIn, .copyOut: false
    }
  }
}
