import CLibPQ
import SQL

extension Connection {
  /// Sends a call that the lane gives to this connection.
  func start(_ call: Call) {
    if case .begin = call.operation {
      lease = reactor.newLease(slot: slot)
      leaseholder = call.tenant
    }
    send(call)
  }

  /// Sends a call's statements as one segment, and before it whatever must be prepared.
  func send(_ call: Call) {
    guard let link else { return }
    if let refusal = gatherStatements(of: call) {
      finish(call, .failure(refusal))
      return
    }
    let isSent = prepareMissing(for: call, link) && sendStatements(of: call, link) && link.sync()
    releaseUnprepared(call)
    guard isSent else {
      reactor.couldNotSend(call)
      return lose(.connectionLost)
    }
    queue.append(.execute(call, statements: call.statements.count + call.operation.frameCount))
    flush(mayHaveRead: call.submission.isLarge)
  }

  /// Looks the call's statements up; an error if one of them must not be run like this.
  private func gatherStatements(of call: Call) -> DatabaseError? {
    prepared.beginCall()
    call.sent.removeAll(keepingCapacity: true)
    allPrepared = true
    var isRefused = false
    let statements = call.statements
    let span = statements.span
    for index in span.indices {
      let statement = reactor.registry.statement(for: span[index])
      call.sent.append(statement)
      if !prepared.use(statement) { allPrepared = false }
      if !isAllowed(statement.kind) || !Self.fits(span[index]) { isRefused = true }
    }
    guard isRefused else { return nil }
    releaseUnprepared(call)
    return DatabaseError(.protocolViolation)
  }

  private func isAllowed(_ kind: StatementKind) -> Bool {
    switch kind {
    case .planned, .setting, .utility: true
    case .interactiveOnly: lease != nil
    case .refused: false
    }
  }

  /// The protocol counts parameters in two bytes; libpq's buffer grows to twice as many bytes as these.
  private static func fits(_ sql: borrowing SQL) -> Bool {
    sql.parameters.count <= Int(UInt16.max) && sql.values.count <= 512 << 20
  }

  private func releaseUnprepared(_ call: Call) {
    if allPrepared { return }
    for statement in call.sent where statement.users == 0 { reactor.registry.release(statement) }
  }

  /// Prepares what isn't yet, each statement in a segment of its own. What follows a utility statement is left alone,
  /// since it may need what that one makes; so is everything in a transaction that has failed.
  private func prepareMissing(for call: Call, _ link: ServerLink) -> Bool {
    if allPrepared || link.transactionStatus == PQTRANS_INERROR { return true }
    for statement in call.sent {
      if statement.kind == .setting { continue }
      guard statement.kind == .planned else { return true }
      if !prepared.contains(statement), !prepare(statement, for: call, link) { return false }
    }
    return true
  }

  private func prepare(_ statement: Statement, for call: Call?, _ link: ServerLink) -> Bool {
    while let evicted = prepared.evict() {
      guard deallocate(evicted, link) else { return false }
      reactor.registry.release(evicted)
    }
    prepared.insert(statement)
    guard link.sendPrepare(statement), link.sync() else { return false }
    queue.append(.prepare(statement: statement.number, for: call))
    return true
  }

  /// Lets the server forget a prepared statement.
  private func deallocate(_ statement: Statement, _ link: ServerLink) -> Bool {
    guard link.sendOwn("DEALLOCATE h\(statement.number)"), link.sync() else { return false }
    queue.append(.housekeeping)
    return true
  }

  private func sendStatements(of call: Call, _ link: ServerLink) -> Bool {
    if let frame = call.operation.frame, !link.sendOwn(frame) { return false }
    let statements = call.statements
    let span = statements.span
    for index in span.indices {
      let statement = call.sent[index]
      let isSent =
        prepared.contains(statement)
        ? link.sendPrepared(statement, span[index]) : link.sendUnprepared(statement, span[index])
      guard isSent else { return false }
    }
    return true
  }

  /// Prepares what the configuration lists. Results are read as they come.
  func prepareAtConnect() -> Bool {
    guard let link else { return false }
    prepared.beginCall()
    for sql in reactor.configuration.preparedAtConnect {
      let statement = reactor.registry.statement(for: sql)
      guard statement.kind == .planned, !prepared.use(statement) else {
        reactor.registry.release(statement)
        continue
      }
      guard prepare(statement, for: nil, link) else { return false }
    }
    flush(mayHaveRead: true)
    return true
  }

  /// Sends a ROLLBACK of our own.
  func sendRollback() {
    guard let link, link.sendOwn("ROLLBACK"), link.sync() else { return lose(.connectionLost) }
    queue.append(.housekeeping)
    flush(mayHaveRead: false)
  }

  /// Has the call's statements prepared anew, here and elsewhere, when they are used next.
  func forgetStatements(of call: Call) {
    for statement in call.sent {
      reactor.registry.forget(statement)
      guard prepared.contains(statement) else { continue }
      prepared.remove(statement)
      if let link, link.transactionStatus != PQTRANS_INERROR, !deallocate(statement, link) {
        return lose(.connectionLost)
      }
      reactor.registry.release(statement)
    }
  }

  /// Sends what libpq still holds and watches the socket accordingly.
  ///
  /// - Parameter mayHaveRead: whether libpq may have read from the socket in order to be able to write; the kernel
  ///   won't report that again.
  func flush(mayHaveRead: Bool) {
    guard let link else { return }
    guard let isFlushed = link.flush() else { return lose(.connectionLost) }
    if mayHaveRead || isBlocked || !isFlushed { reactor.readLater(self) }
    guard isBlocked == isFlushed else { return }
    isBlocked = !isFlushed
    updateInterest()
  }

  /// Watches for what is of use: not for data that nobody has asked for.
  func updateInterest() {
    guard let link else { return }
    var interest: Poller.Interest = exchange.isPaused ? [] : .read
    if isBlocked { interest.insert(.write) }
    reactor.poller.watch(link.socket, key: key, for: interest)
  }
}

extension Operation {
  /// What is sent before the call's statements, in the same segment.
  var frame: String? {
    switch self {
    case .begin(let isolation, _): isolation.begin
    case .commit: "COMMIT"
    case .rollback: "ROLLBACK"
    default: nil
    }
  }

  /// How many statements that adds.
  var frameCount: Int { frame == nil ? 0 : 1 }
}
