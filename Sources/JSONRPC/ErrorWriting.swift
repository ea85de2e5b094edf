/// The error object: code and message as JSON-RPC asks, and `data` as the interface promises.
extension JSONBuffer {
  mutating func append(_ error: RPCError, _ language: Language, _ requestID: String) {
    append(literal: #"{"code":"#)
    append(integer: error.code.number)
    append(literal: #","message":"#)
    append(error.message(language))
    append(literal: #","data":{"code":"#)
    append(error.code.symbol)
    append(literal: #","requestId":"#)
    append(requestID)
    append(literal: #","retryable":"#)
    append(error.code.isRetryable)
    if let wait = error.retryAfterMs {
      append(literal: #","retryAfterMs":"#)
      append(integer: wait)
    }
    if !error.violations.isEmpty { append(error.violations, language) }
    if !error.details.isEmpty { append(error.details) }
    append(literal: "}}")
  }

  private mutating func append(_ violations: [Violation], _ language: Language) {
    append(literal: #","violations":["#)
    for (position, violation) in violations.enumerated() {
      append(literal: position == 0 ? #"{"path":"# : #",{"path":"#)
      append(violation.path)
      append(literal: #","rule":"#)
      append(violation.rule)
      append(literal: #","message":"#)
      append(violation.message(language))
      append(.closingBrace)
    }
    append(.closingBracket)
  }

  private mutating func append(_ details: [String: ErrorDetail]) {
    append(literal: #","details":{"#)
    for (position, detail) in details.sorted(by: { $0.key < $1.key }).enumerated() {
      if position > 0 { append(.comma) }
      append(detail.key)
      append(.colon)
      switch detail.value {
      case .text(let text): append(text)
      case .number(let number): append(integer: number)
      case .json(let json): append(contentsOf: json.bytes)
      }
    }
    append(.closingBrace)
  }
}
