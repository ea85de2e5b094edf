/// Writes answers; results are spliced as they were encoded.
public enum RPCWriter {
  /// One response object (JSON-RPC 2.0 §5).
  public static func single(_ reply: RPCReply, language: Language, requestID: String) -> [UInt8] {
    var buffer = JSONBuffer(capacity: 192 + reply.resultSize)
    append(reply, language, requestID, to: &buffer)
    return buffer.bytes
  }

  /// An array of response objects in the order given; empty bytes when there is nothing to answer (§6).
  public static func batch(_ replies: [RPCReply], language: Language, requestID: String) -> [UInt8] {
    guard !replies.isEmpty else { return [] }
    var buffer = JSONBuffer(capacity: replies.reduce(2) { $0 + 192 + $1.resultSize })
    for (position, reply) in replies.enumerated() {
      buffer.append(position == 0 ? .openingBracket : .comma)
      append(reply, language, requestID, to: &buffer)
    }
    buffer.append(.closingBracket)
    return buffer.bytes
  }

  private static func append(
    _ reply: RPCReply, _ language: Language, _ requestID: String, to buffer: inout JSONBuffer
  ) {
    buffer.append(literal: #"{"jsonrpc":"2.0","#)
    switch reply.outcome {
    case .success(let result):
      buffer.append(literal: #""result":"#)
      buffer.append(contentsOf: result.bytes)
    case .failure(let error):
      buffer.append(literal: #""error":"#)
      buffer.append(error, language, requestID)
    }
    buffer.append(literal: #","id":"#)
    buffer.append(contentsOf: reply.id.bytes)
    buffer.append(.closingBrace)
  }
}

extension RPCReply {
  /// Bytes of the result; 0 for an error, whose size is bounded anyway.
  var resultSize: Int {
    switch outcome {
    case .success(let result): result.bytes.count
    case .failure: 0
    }
  }
}
