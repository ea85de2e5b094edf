/// Takes a body to its answer: parses it, has each call handled in order, and writes what there is to say.
///
/// A batch's items are handled one after the other by the same closure as a single call, so that limits, permissions
/// and audit can't differ between the two.
public struct RPCProcessor: Sendable {
  /// How bodies are read.
  public var parser: RPCParser
  /// What an answer may not exceed; a result that would is answered ``ErrorCode/responseTooLarge``.
  public var maximumResponseBytes: Int

  /// A processor with the interface's limits.
  public init(parser: RPCParser = RPCParser(), maximumResponseBytes: Int = 10 << 20) {
    self.parser = parser
    self.maximumResponseBytes = maximumResponseBytes
  }

  /// Answers a body; empty when there is nothing to answer.
  ///
  /// - Parameter handle: Runs one call; what it gives for a notification is dropped, nil for a call is a fault of ours.
  public func process(
    body: [UInt8], language: Language, requestID: String, handle: (RPCCall) async -> RPCOutcome?
  ) async -> [UInt8] {
    await answer(parser.parse(body), language: language, requestID: requestID, handle: handle)
  }

  /// Answers what was parsed before, as ``process(body:language:requestID:handle:)`` does.
  public func answer(
    _ payload: RPCPayload, language: Language, requestID: String, handle: (RPCCall) async -> RPCOutcome?
  ) async -> [UInt8] {
    switch payload {
    case .rejected(let error):
      return RPCWriter.single(
        RPCReply(id: .null, outcome: .failure(error)), language: language, requestID: requestID)
    case .single(let message):
      var remaining = maximumResponseBytes
      guard let reply = await reply(to: message, remaining: &remaining, handle) else { return [] }
      return RPCWriter.single(reply, language: language, requestID: requestID)
    case .batch(let messages):
      var remaining = maximumResponseBytes
      var replies: [RPCReply] = []
      replies.reserveCapacity(messages.count)
      for message in messages {
        if let reply = await reply(to: message, remaining: &remaining, handle) { replies.append(reply) }
      }
      return RPCWriter.batch(replies, language: language, requestID: requestID)
    }
  }

  private func reply(
    to message: RPCMessage, remaining: inout Int, _ handle: (RPCCall) async -> RPCOutcome?
  ) async -> RPCReply? {
    switch message {
    case .invalid(let id, let error): return RPCReply(id: id, outcome: .failure(error))
    case .call(let call):
      let outcome = await handle(call)
      guard let id = call.id else { return nil }
      let reply = RPCReply(id: id, outcome: outcome ?? .failure(RPCError(.internalError)))
      guard reply.resultSize <= remaining else {
        return RPCReply(id: id, outcome: .failure(RPCError(.responseTooLarge)))
      }
      remaining -= reply.resultSize
      return reply
    }
  }
}
